import sharp from "sharp";
import { expect, test } from "vitest";
import { type LearningRateChart, learningRateChart } from "./learningRateChart.ts";
import { rasterise } from "./rasterise.ts";

function chartOf(more: Partial<LearningRateChart> = {}): string {
  const points = Array.from({ length: 100 }, (_, i) => {
    const loss = 2.2 - i / 100;
    return { learningRate: 1e-7 * 1e8 ** (i / 99), loss, smoothedLoss: loss };
  });
  const curves = [0, 1, 2].map((seed) => ({ seed, points }));
  return learningRateChart({ curves, from: 1e-7, to: 10, lag: 3, chanceLoss: 1.8, ...more });
}

const suggestion = { learningRate: 0.0068, spread: [0.005, 0.009], learnsFrom: 0.0008, lowestAt: 0.058 } as const;

test("a suggestion is marked and told with its spread, and each seed has its own colour", () => {
  const svg = chartOf({ suggestion });
  expect(svg).toContain(">suggested rate 0.0068, the seeds' own from 0.005 to 0.009</text>");
  for (const label of [">0.0068</text>", ">learns from</text>", ">lowest</text>", ">seed 2</text>"])
    expect(svg).toContain(label);
  for (const ink of ["#0072b2", "#d55e00", "#009e73"]) expect(svg).toContain(`stroke="${ink}"`);
});

test("a refusal is told in place of a suggestion, and nothing is marked", () => {
  const svg = chartOf({ subtitle: "no suggestion: nothing falls" });
  expect(svg).toContain(">no suggestion: nothing falls</text>");
  expect(svg).not.toContain(">learns from</text>");
});

test("it is drawn as a picture, also where seeds have few points or none", async () => {
  for (const count of [0, 1]) {
    const curves = [{ seed: 0, points: [{ learningRate: 1e-7, loss: 2, smoothedLoss: 2 }].slice(0, count) }];
    const { info } = await sharp(await rasterise(chartOf({ curves })))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info.width).toBeGreaterThan(1000);
  }
});
