import sharp from "sharp";
import { expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { type Evaluation, evaluateClassifier } from "../metrics/evaluate.ts";
import { confusionMatrixChart } from "./confusionMatrixChart.ts";
import { rasterise } from "./rasterise.ts";

/** An evaluation of answers that are right about four times in five. */
function evaluation(classes: readonly string[], n: number): Evaluation {
  const rng = draws(5, "confusion chart");
  const labels = Array.from({ length: n }, () => rng.below(classes.length));
  const probabilities = labels.flatMap((label) => {
    const answer = rng.chance(0.8) ? label : rng.below(classes.length);
    return classes.map((_, place) => (place === answer ? 1 : 0));
  });
  return evaluateClassifier({ probabilities, labels, classes });
}

function numbered(count: number, name: string): string[] {
  return Array.from({ length: count }, (_, i) => `${name}-${i}`);
}

/** Whether the outer frame of a picture, so many pixels wide, is plain white: nothing reaches over the edge. */
async function hasWhiteFrame(png: Buffer, frame: number): Promise<boolean> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  for (let y = 0; y < info.height; y += 1) {
    for (let x = 0; x < info.width; x += 1) {
      const isInside = x >= frame && x < info.width - frame && y >= frame && y < info.height - frame;
      if (!isInside && data.readUIntBE((y * info.width + x) * 3, 3) !== 0xffffff) return false;
    }
  }
  return true;
}

test.each([
  ["two short names", ["a", "b"]],
  ["nine species", numbered(9, "plectroglyphidodon-dickii")],
  ["fifty species", numbered(50, "plectroglyphidodon-dickii")],
  [
    "names longer than the matrix",
    ["Rhinecanthus aculeatus (lagoon triggerfish, juvenile stage, seen at night)", "MMMMMMMMMM", "x"],
  ],
])("%s are drawn whole, on white", async (_, classes) => {
  const svg = confusionMatrixChart(evaluation(classes, 400));
  for (const name of classes) expect(svg.split(`>${name}</text>`)).toHaveLength(3); // its row and its column
  expect(await hasWhiteFrame(await rasterise(svg, { scale: 1 }), 4)).toBe(true);
});

test("the heading has n and the accuracy with its interval, and the cells have the counts", () => {
  const { confusion, ...rest } = evaluation(["angelfish", "butterflyfish"], 200);
  const svg = confusionMatrixChart({ ...rest, confusion }, { title: "Test set" });
  expect(svg).toContain(">Test set</text>");
  expect(svg.match(/n = [^<]*/)![0]).toMatchInlineSnapshot(`"n = 200, accuracy 88 % (95 % interval 82.8 % to 91.8 %)"`);
  for (const count of confusion.flat()) expect(svg).toContain(`>${count}</text>`);
  expect(svg.match(/<desc>(.*)<\/desc>/)![1]).toMatchInlineSnapshot(
    `"Confusion matrix of 2 classes, 200 samples, 88 % right. Commonest mistakes: angelfish taken for butterflyfish: 14; butterflyfish taken for angelfish: 10."`,
  );
});

test("of more than fifty classes only the fields with a count are drawn", () => {
  const { confusion, ...rest } = evaluation(numbered(51, "species"), 60);
  const svg = confusionMatrixChart({ ...rest, confusion });
  const filled = confusion.flat().filter((count) => count > 0).length;
  expect(svg.match(/<rect[^>]* fill="rgb\(/g)).toHaveLength(filled);
  expect(svg).not.toContain('fill="#f4f4f4"');
});

test("the same evaluation gives the same bytes", () => {
  const classes = numbered(4, "species");
  expect(confusionMatrixChart(evaluation(classes, 50))).toBe(confusionMatrixChart(evaluation(classes, 50)));
});

test("names that XML or HTML would take for something else, and equal names, are drawn", async () => {
  const svg = confusionMatrixChart(evaluation(["a <b> & 'c'", "d\u00a0e", "f\u0001", "same", "same"], 50));
  expect(svg).toContain("a &lt;b&gt; &amp; 'c'");
  expect((await sharp(await rasterise(svg)).metadata()).format).toBe("png"); // libvips reads it as XML
});

test("a class without samples has a dash for its recall", () => {
  const svg = confusionMatrixChart(evaluateClassifier({ probabilities: [1, 0], labels: [0], classes: ["a", "b"] }));
  expect(svg).toContain(">100 %</text>");
  expect(svg).toContain(">–</text>");
});
