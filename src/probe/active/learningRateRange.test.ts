import { expect, test } from "vitest";
import { tinyDataset, tinyModel } from "../../../test/support/tinyDataset.ts";
import { draws, permutation } from "../../base/random.ts";
import { parseConfig } from "../../config/config.ts";
import type { Dataset } from "../../data/dataset.ts";
import { fit } from "../../train/fit.ts";
import { planTraining, type TrainingPlan } from "../../train/plan.ts";
import { Trainer } from "../../train/trainer.ts";
import { type LearningRateRange, learningRateRange } from "./learningRateRange.ts";
import { suggestLearningRate } from "./learningRateSuggestion.ts";

const dataset = tinyDataset(300, 30);

const planner =
  (more: object, photos: Dataset) =>
  (seed: number): TrainingPlan =>
    planTraining(parseConfig({ data: { path: "none" }, model: tinyModel, batch: 16, ...more, seed }), photos);

function rangeFor(more: object, options: object = {}, photos = dataset): Promise<LearningRateRange> {
  return learningRateRange(planner(more, photos), photos, { seeds: [0, 1, 2], threads: 1, ...options });
}

/** Loss on the validation photos after a training with a constant rate, and before it. */
async function validationLosses(more: { optimizer: object }): Promise<[before: number, after: number]> {
  const config = { ...more, epochs: 8, schedule: "constant" };
  const trainer = await Trainer.create(planner(config, dataset)(0), dataset, { threads: 1 });
  try {
    const before = await trainer.evaluate(dataset.parts.validation);
    await fit(trainer, { earlyStopping: parseConfig({ data: { path: "none" } }).earlyStopping });
    return [before.loss, (await trainer.evaluate(dataset.parts.validation)).loss];
  } finally {
    await trainer.release();
  }
}

test("rates grow by one factor from the first to the last, and the same seed gives the same bits", async () => {
  const options = { seeds: [4], from: 1e-6, to: 1e-2, steps: 21 };
  const first = await rangeFor({}, options);
  const rates = first.curves[0]!.points.map(({ learningRate }) => learningRate);
  expect(rates).toHaveLength(21);
  expect(rates[0]).toBeCloseTo(1e-6, 12);
  expect(rates[20]).toBeCloseTo(1e-2, 10);
  for (let i = 1; i < 21; i += 1) expect(rates[i]! / rates[i - 1]!).toBeCloseTo(10 ** 0.2, 9);
  expect(await rangeFor({}, options)).toEqual(first);
  expect((await rangeFor({}, { ...options, seeds: [5] })).curves[0]!.points).not.toEqual(first.curves[0]!.points);
});

test("the config's own rate, schedule and average of weights change nothing", async () => {
  const options = { seeds: [0], steps: 20 };
  const plain = await rangeFor({ optimizer: { name: "sgd" } }, options);
  const others = { schedule: { name: "one-cycle", warmup: 2 }, averaging: "ema", epochs: 3 };
  expect(await rangeFor({ optimizer: { name: "sgd", learningRate: 7 }, ...others }, options)).toEqual(plain);
});

test("the optimiser's momentum does count", async () => {
  const options = { seeds: [0], from: 1e-3, to: 1, steps: 20 };
  const of = (momentum: number) => rangeFor({ optimizer: { name: "sgd", momentum } }, options);
  expect((await of(0)).curves).not.toEqual((await of(0.9)).curves);
});

test("each progress goes on from the one before and ends with all steps, whatever was left out", async () => {
  const told: number[] = [];
  const plain = ["flatten", { dense: 16 }, "relu", { dense: "classes" }];
  const { curves } = await rangeFor(
    { model: plain, optimizer: { name: "sgd" } },
    { to: 1e6, onProgress: (done: number) => told.push(done) },
  );
  expect(curves.every(({ points, end }) => points.length < 100 && end !== "highest-rate")).toBe(true);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBe(300);
});

test("a loss that is not finite ends the curve and is no error", async () => {
  const { curves } = await rangeFor(
    {
      model: ["flatten", { dense: "classes" }],
      loss: { name: "mean-squared-error", of: "logits" },
      optimizer: { name: "sgd" },
    },
    { from: 1e28, to: 1e36, seeds: [0] },
  );
  expect(curves[0]!.end).toBe("loss-not-finite");
  expect(curves[0]!.points.length).toBeLessThan(10);
  for (const { loss, smoothedLoss } of curves[0]!.points) expect(Number.isFinite(loss + smoothedLoss)).toBe(true);
});

test("a range of less than a decade is refused, with what came", async () => {
  await expect(rangeFor({}, { from: 1, to: 2 })).rejects.toMatchObject({
    code: "range-wrong",
    details: { got: "1 to 2" },
  });
});

test("a signal stops it with its reason", async () => {
  const stop = new AbortController();
  const onProgress = (done: number): void => (done === 30 ? stop.abort(new Error("enough")) : undefined);
  await expect(rangeFor({}, { onProgress, signal: stop.signal })).rejects.toThrow("enough");
});

test.each(["sgd", "adamw"])(
  "the rate suggested for %s trains, and a tenth and ten times it train no 1.5 times better",
  async (name) => {
    const suggestion = suggestLearningRate(await rangeFor({ optimizer: name }));
    expect(suggestion).toMatchObject({ verdict: "suggested" });
    const { learningRate } = suggestion as { learningRate: number };
    const [before, after] = await validationLosses({ optimizer: { name, learningRate } });
    expect(after).toBeLessThan(0.75 * before);
    for (const factor of [0.1, 10]) {
      const [, other] = await validationLosses({ optimizer: { name, learningRate: factor * learningRate } });
      expect(other).toBeGreaterThan(after / 1.5);
    }
  },
);

test("the ranges 1e-7 to 10 and 1e-5 to 1 suggest rates within a factor of 4", async () => {
  const [wide, narrow] = await Promise.all([rangeFor({}), rangeFor({}, { from: 1e-5, to: 1 })]);
  const [a, b] = [suggestLearningRate(wide), suggestLearningRate(narrow)];
  expect([a.verdict, b.verdict]).toEqual(["suggested", "suggested"]);
  const rates = [a, b].map((suggestion) => (suggestion as { learningRate: number }).learningRate);
  expect(Math.abs(Math.log10(rates[0]! / rates[1]!))).toBeLessThan(Math.log10(4));
});

test("labels that say nothing are refused", async () => {
  const order = permutation(dataset.labels.length, draws(3, "useless labels"));
  const labels = Uint16Array.from(order, (photo) => dataset.labels[photo]!);
  expect(suggestLearningRate(await rangeFor({}, {}, { ...dataset, labels }))).toMatchObject({
    verdict: "refused",
    code: "nothing-descends",
    reason: expect.stringContaining("the classes' shares alone give"),
  });
});

test("a net of zeros is refused, also where classes are unlike in number, which its biases do learn", async () => {
  const zero = "zeros";
  const model = [
    { conv2d: { filters: 4, initializer: zero } },
    "relu",
    "global-average-pool2d",
    { dense: { units: "classes", initializer: zero } },
  ];
  const kept = dataset.parts.train.filter((photo, i) => dataset.labels[photo] === 0 || i % 4 === 0);
  const unlike = { ...dataset, parts: { ...dataset.parts, train: kept } };
  for (const photos of [dataset, unlike]) {
    const suggestion = suggestLearningRate(await rangeFor({ model, optimizer: "sgd" }, {}, photos));
    expect(suggestion).toMatchObject({ verdict: "refused", code: "nothing-descends" });
  }
});
