import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, type ImageClassificationOutput, pipeline } from "@huggingface/transformers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { predict } from "../../src/train/predict.ts";
import { blots, writeFiles } from "../support/photos.ts";
import { wrasse } from "./commandLine.ts";
import { writeTinyData } from "./tinyData.ts";

const cwd = mkdtempSync(join(tmpdir(), "wrasse-test-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Photos of several shapes, smooth ones as photos are; PNG, so that no JPEG decoder differs. */
const shapes = [
  [48, 48],
  [160, 90],
  [90, 200],
  [400, 300],
  [30, 22],
] as const;
const photos = shapes.map(([width, height]) => join(cwd, `${width}x${height}.png`));

beforeAll(async () => {
  await writeTinyData(cwd, { epochs: 12, data: { path: "photos", size: 24 } });
  for (const [i, [width, height]] of shapes.entries()) {
    const bytes = await blots(40 + i, width, height)
      .png()
      .toBuffer();
    writeFiles(cwd, { [`${width}x${height}.png`]: bytes });
  }
});

/** Trains with a fit, exports, and lets both sides answer. */
async function bothAnswers(fit: string): Promise<{ ours: number[][]; theirs: number[][]; names: string[] }> {
  const run = `run-${fit}`;
  const trained = await wrasse(["train", "--config", "tiny.yaml", "--set", `data.fit=${fit}`, "--out", run], { cwd });
  expect(trained.status).toBe(0);
  const exported = await wrasse(["export", run, "--to", "transformers.js", "--out", `web-${fit}`], { cwd });
  expect(exported.stderr).toBe("");
  env.allowRemoteModels = false;
  env.localModelPath = cwd;
  const classifier = await pipeline("image-classification", `web-${fit}`);
  const { predictions } = await predict(join(cwd, run), photos);
  const names = predictions[0]!.classes.map(({ name }) => name).sort();
  const ours = predictions.map(({ classes }) =>
    names.map((name) => classes.find((one) => one.name === name)!.probability),
  );
  const theirs: number[][] = [];
  for (const photo of photos) {
    const answer = (await classifier(photo, { top_k: names.length })) as ImageClassificationOutput;
    theirs.push(names.map((name) => answer.find(({ label }) => label === name)!.score));
  }
  await classifier.dispose();
  return { ours, theirs, names };
}

describe("the image-classification pipeline of transformers.js, with local files only", () => {
  test.each(["stretch", "crop"])("gives the class and nearly the probabilities that we give (fit: %s)", async (fit) => {
    const { ours, theirs } = await bothAnswers(fit);
    ours.forEach((probabilities, photo) => {
      const likeliest = (row: readonly number[]): number => row.indexOf(Math.max(...row));
      expect(likeliest(theirs[photo]!)).toBe(likeliest(probabilities));
      probabilities.forEach((probability, label) => {
        // Shrunk by Lanczos there and by a triangle filter here: edges differ a little.
        expect(Math.abs(theirs[photo]![label]! - probability)).toBeLessThan(0.02);
      });
    });
    // The answers differ between photos, so agreement says something.
    expect(new Set(ours.map(([first]) => first!.toFixed(2))).size).toBeGreaterThan(2);
  });

  test("its files say class names, size and normalisation as best.onnx does", () => {
    const read = (name: string): Record<string, unknown> =>
      JSON.parse(readFileSync(join(cwd, "web-stretch", name), "utf8")) as Record<string, unknown>;
    expect(read("config.json")).toMatchObject({
      id2label: { 0: "amphiprion-clarkii", 1: "amphiprion-ocellaris" },
      label2id: { "amphiprion-clarkii": 0, "amphiprion-ocellaris": 1 },
    });
    expect(read("preprocessor_config.json")).toMatchObject({
      size: { width: 48, height: 48 },
      do_rescale: false,
      do_normalize: false,
    });
  });

  test("padding, which it cannot do as we do, is refused with what to do instead", async () => {
    await wrasse(["train", "--config", "tiny.yaml", "--set", "data.fit=pad", "--epochs", "1", "--out", "padded"], {
      cwd,
    });
    const words = ["export", "padded", "--to", "transformers.js", "--out", "web-padded", "--json"];
    const { status, json } = await wrasse(words, { cwd });
    expect(status).toBe(2);
    expect(json.at(-1)).toMatchObject({ code: "export-fit-not-known", hint: expect.stringContaining("data.fit=crop") });
  });
});
