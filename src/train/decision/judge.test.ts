import { expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { decisionSchema } from "../../config/decision.ts";
import { findLoss } from "../../nn/losses/index.ts";
import { calibrationReport } from "./calibrationReport.ts";
import { decisionFigures } from "./figures.ts";
import { judge } from "./judge.ts";
import { probabilitiesAt } from "./temperature.ts";

const classes = ["a", "b", "c"];
const options = decisionSchema.parse({});

/** A network that is right most of the time and three times too sure. */
function answers(n: number, seed: number, shift = 0): { logits: number[]; labels: number[] } {
  const rng = draws(seed, "test:answers");
  const labels = Array.from({ length: n }, () => rng.below(3));
  const logits = labels.flatMap((label) =>
    classes.map((_, i) => shift + 9.6 * ((i === label ? 3.2 : 0) + rng.normal())),
  );
  return { logits, labels };
}

test("a judgement by validation photos holds on test photos, and strangers of weak logits are told", () => {
  const loss = findLoss("cross-entropy")!;
  const { calibration, rule } = judge(answers(600, 1), loss, 3, options);
  expect(calibration).toMatchObject({ outcome: "fitted", n: 600 });
  expect(calibration.temperature).toBeGreaterThan(2);

  const test = { ...answers(3000, 2), hasSigmoids: false };
  const report = calibrationReport(calibration, test, classes).test!;
  expect(report.n).toBe(3000);
  expect(report.after.loss).toBeLessThan(report.before.loss);
  expect(report.after.calibrationError).toBeLessThan(report.before.calibrationError / 2);

  const figures = (on: { logits: number[]; labels: number[] }) => {
    const probabilities = probabilitiesAt({ ...on, classCount: 3, hasSigmoids: false }, calibration.temperature);
    return decisionFigures(rule, { ...on, probabilities, classCount: 3 });
  };
  const { kept, sure, precision } = figures(test);
  expect(precision!.share!).toBeGreaterThanOrEqual(0.95);
  expect(precision!.of).toBe(sure!.count);
  // 95 % of photos like the 600, give or take three standard errors of 600 and of 3,000.
  expect(Math.abs(kept!.share! - 0.95)).toBeLessThan(0.03);
  expect(figures(answers(300, 3, -100)).kept!.share).toBe(0);
});

test("few validation photos set no threshold, and none at all is no fault", () => {
  const loss = findLoss("cross-entropy")!;
  for (const n of [0, 1, 18]) {
    const { calibration, rule } = judge(answers(n, 4), loss, 3, options);
    expect(calibration).toMatchObject({ temperature: 1, outcome: "too-few-photos", n });
    expect(rule.familiar).toMatchObject({ threshold: null, n });
    expect(rule.sure.threshold).toBeNull();
    const figures = decisionFigures(rule, { ...answers(5, 5), probabilities: new Float32Array(15), classCount: 3 });
    expect(figures).toMatchObject({ kept: null, sure: null, precision: null });
  }
});

test("one unit for three classes is left alone, sigmoids have their own temperature, and strangers can be left out", () => {
  const oneUnit = judge(answers(100, 6), findLoss("one-unit-sigmoid")!, 3, options);
  expect(oneUnit.calibration).toMatchObject({ temperature: 1, outcome: "loss-not-suited" });
  expect(oneUnit.rule.familiar).toBeNull();
  const softmax = judge(answers(200, 7), findLoss("cross-entropy")!, 3, { ...options, score: "none" });
  const sigmoids = judge(answers(200, 7), findLoss("binary-cross-entropy")!, 3, options);
  expect(softmax.rule.familiar).toBeNull();
  expect(sigmoids.calibration.outcome).toBe("fitted");
  expect(Math.abs(sigmoids.calibration.temperature - softmax.calibration.temperature)).toBeGreaterThan(0.05);
});
