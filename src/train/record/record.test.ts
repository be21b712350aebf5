import { expect, test } from "vitest";
import { byLayer, epochsOf, lastFinite, layerOf, measurements, type RunRecord, series, seriesOf } from "./record.ts";

const record: RunRecord = {
  source: { kind: "numbers" },
  facts: {
    layers: [
      {
        place: "0.conv2d",
        kind: "conv2d",
        isActivation: false,
        weights: [weight("0.conv2d.weight"), weight("0.conv2d.bias")],
      },
      { place: "1.relu", kind: "relu", isActivation: true, weights: [] },
      { place: "2.dense", kind: "dense", isActivation: false, weights: [weight("2.dense.weight")] },
    ],
  },
  series: [
    {
      quantity: "loss",
      part: "train",
      subject: undefined,
      points: [
        { epoch: 1, value: 2 },
        { epoch: 2, value: Number.NaN },
      ],
    },
    { quantity: "loss", part: "validation", subject: undefined, points: [{ epoch: 1, value: 3 }] },
    { quantity: "class-loss", part: "train", subject: "perch", points: [{ epoch: 1, value: 1 }] },
    { quantity: "gradient-norm", part: "train", subject: "2.dense.weight", points: [{ epoch: 1, step: 0, value: 9 }] },
    { quantity: "gradient-norm", part: "train", subject: "0.conv2d.bias", points: [{ epoch: 1, step: 0, value: 7 }] },
    { quantity: "gradient-norm", part: "train", subject: "0.conv2d.weight", points: [{ epoch: 1, step: 0, value: 8 }] },
  ],
};

function weight(name: string): { name: string; shape: number[] } {
  return { name, shape: [1] };
}

test("a series is found by quantity, part and subject; one that was not measured is empty", () => {
  expect(series(record, "loss").map(({ value }) => value)).toEqual([2, Number.NaN]);
  expect(series(record, "loss", { part: "validation" })).toEqual([{ epoch: 1, value: 3 }]);
  expect(series(record, "class-loss", { subject: "perch" })).toEqual([{ epoch: 1, value: 1 }]);
  expect(series(record, "class-loss", { subject: "roach" })).toEqual([]);
  // @ts-expect-error a quantity that is not in the register does not compile
  expect(series(record, "los")).toEqual([]);
  // @ts-expect-error nor does a quantity of classes without its class
  expect(series(record, "class-loss")).toEqual([]);
});

test("the last finite number leaves out those that are none", () => {
  expect(lastFinite(series(record, "loss"))).toBe(2);
  expect(lastFinite([])).toBeUndefined();
});

test("a quantity of weights by layer is that of each layer's main weight, in the order of the forward pass", () => {
  expect(byLayer(record, "gradient-norm")).toEqual([
    { layer: "0.conv2d", points: [{ epoch: 1, step: 0, value: 8 }] },
    { layer: "2.dense", points: [{ epoch: 1, step: 0, value: 9 }] },
  ]);
  expect(layerOf(record, "0.conv2d.bias")).toBe("0.conv2d");
});

test("laid open, each number has its unit, its moment and what it is of", () => {
  const all = [...measurements(record)];
  expect(all).toHaveLength(7);
  expect(all[0]).toEqual({
    quantity: "loss",
    unit: "loss (nats for cross-entropy)",
    part: "train",
    at: { epoch: 1 },
    value: 2,
  });
  expect(all[3]).toMatchObject({ quantity: "class-loss", class: "perch" });
  expect(all[5]).toMatchObject({ weight: "0.conv2d.bias", layer: "0.conv2d", at: { epoch: 1, step: 0 }, value: 7 });
});

test("the epochs of a record are those of its last epoch figure", () => {
  expect(epochsOf(record)).toBe(2);
  expect(epochsOf({ ...record, series: seriesOf(record, "gradient-norm") })).toBe(0);
});
