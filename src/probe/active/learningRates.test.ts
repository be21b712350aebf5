import { expect, test } from "vitest";
import { subjectOf } from "../../../test/support/probed.ts";
import { tinyDataset } from "../../../test/support/tinyDataset.ts";
import type { Probed } from "./activeProbe.ts";
import { measureRates } from "./learningRates.ts";

const dataset = tinyDataset(300, 60);
const value = (probed: readonly Probed[], quantity: string, weights: string): number | undefined =>
  probed.find((one) => one.quantity === quantity && one.weights === weights)?.value;

const netOf = (more: object) => [
  { conv2d: { filters: 6, ...more } },
  "relu",
  { "max-pool2d": 2 },
  "global-average-pool2d",
  { dense: "classes" },
];

test("a net that is born dead descends at no rate, its twin at many", async () => {
  const { given, twin, probed } = await measureRates(
    subjectOf({ model: netOf({ biasInitializer: -100 }) }, { dataset }),
  );
  expect(value(probed, "descending-rate-share", "first")).toBe(0);
  expect(value(probed, "suggested-learning-rate", "first")).toBeUndefined();
  expect(value(probed, "descending-rate-share", "twin")).toBeGreaterThan(0.08);
  expect(value(probed, "lowest-useful-rate", "twin")).toBeLessThan(value(probed, "highest-useful-rate", "twin")!);
  const rates = (range: typeof given) => range.curves[0]!.points.slice(0, 30).map(({ learningRate }) => learningRate);
  expect(rates(given)).toEqual(rates(twin));
  expect(twin.curves.map(({ seed }) => seed)).toEqual([0, 1, 2]);
});

test("the suggestion lies between the lowest and the highest useful rate of a healthy net, and progress ends with all", async () => {
  const told: (readonly [done: number, total: number])[] = [];
  const onProgress = (done: number, total: number): void => void told.push([done, total]);
  const { probed } = await measureRates(subjectOf({ model: netOf({ filters: 16 }) }, { dataset }), { onProgress });
  const suggested = value(probed, "suggested-learning-rate", "first")!;
  expect(suggested).toBeGreaterThan(value(probed, "lowest-useful-rate", "first")!);
  expect(suggested).toBeLessThan(value(probed, "highest-useful-rate", "first")!);
  expect(told.at(-1)).toEqual([1080, 1080]);
});
