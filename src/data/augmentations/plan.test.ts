import { expect, test } from "vitest";
import { z } from "zod";
import { always, augmented, choose, farthest, picture, unscaled } from "../../../test/support/augment.ts";
import { Graph } from "../../graph/graph.ts";
import { writeModel } from "../../graph/onnx.ts";
import { followedBy, inverse, unmoved } from "./affine.ts";
import { blur } from "./blur.ts";
import { brightness } from "./brightness.ts";
import { contrast } from "./contrast.ts";
import { flip } from "./flip.ts";
import { gamma } from "./gamma.ts";
import { augmentations, findAugmentation } from "./index.ts";
import { jpeg } from "./jpeg.ts";
import { mixup } from "./mixup.ts";
import { noise } from "./noise.ts";
import { perspective } from "./perspective.ts";
import { AugmentationPlan } from "./plan.ts";
import { posterize } from "./posterize.ts";
import { randomErasing } from "./randomErasing.ts";
import { rotate } from "./rotate.ts";
import { saturation } from "./saturation.ts";

const pictures = [0, 1, 2, 3, 4].map((k) =>
  picture(6, (c, y, x) => 128 + 60 * Math.sin(k + c) + 20 * Math.cos(x + k) + 30 * Math.sin(y)),
);
const everything = [
  choose(flip, "horizontal"),
  choose(rotate, 20),
  choose(brightness, 0.2),
  choose(contrast, 0.3),
  choose(saturation, 0.3),
];

test("a photo's change depends on seed, epoch and photo, not on its place in the batch nor on the batch", async () => {
  const all = await augmented(everything, pictures, { seed: 7, epoch: 2, photos: [10, 11, 12, 13, 14] });
  const order = [3, 0, 4];
  const some = await augmented(
    everything,
    order.map((i) => pictures[i]!),
    { seed: 7, epoch: 2, photos: order.map((i) => 10 + i) },
  );
  expect(some).toEqual(order.map((i) => all[i]));
  for (const other of [
    { seed: 8, epoch: 2, photos: [10] },
    { seed: 7, epoch: 3, photos: [10] },
    { seed: 7, epoch: 2, photos: [9] },
  ]) {
    const [changed] = await augmented(everything, [pictures[0]!], other);
    expect(farthest(changed!, all[0]!)).toBeGreaterThan(1);
  }
});

test("an augmentation draws the same whatever stands beside it", async () => {
  const alone = await augmented([choose(brightness, 0.2)], pictures);
  const beside = await augmented(
    [choose(flip, { direction: "horizontal", probability: 0 }), choose(brightness, 0.2)],
    pictures,
  );
  expect(beside).toEqual(alone);
});

test("an augmentation that stands twice draws twice", async () => {
  const [once] = await augmented([choose(brightness, 0.2)], [pictures[0]!]);
  const [twice] = await augmented([choose(brightness, 0.2), choose(brightness, 0.2)], [pictures[0]!]);
  const step = once![0]! - pictures[0]!.values[0]!;
  expect(Math.abs(twice![0]! - pictures[0]!.values[0]! - 2 * step)).toBeGreaterThan(0.1);
});

test("changes of colours compose in their order: as one after the other", async () => {
  const [given] = pictures;
  const bytes = { ...given!, values: given!.values.map(Math.round) };
  const change = {
    pixel: [0.5, 0.2, 0, 0, 1, 0.1, 0.3, 0, 0.6],
    mean: [0.2, 0, 0, 0.1, 0, 0, 0, 0, 0.3],
    shift: [0.1, 0, -0.1],
  } as const;
  const other = {
    pixel: [1, 0, 0.2, 0, 0.8, 0, 0, 0, 1],
    mean: [0, 0.3, 0, 0, 0, 0, 0.2, 0, 0],
    shift: [0, 0.1, 0],
  } as const;
  const [both] = await augmented([always({ change }), always({ change: other })], [bytes]);
  const applied = (values: readonly number[], { pixel, mean, shift }: typeof change | typeof other): number[] => {
    const means = [0, 1, 2].map((c) => values.slice(c * 36, c * 36 + 36).reduce((sum, v) => sum + v, 0) / 36);
    return values.map((_, i) => {
      const [row, place] = [Math.floor(i / 36), i % 36];
      return [0, 1, 2].reduce(
        (sum, c) => sum + pixel[row * 3 + c]! * values[c * 36 + place]! + mean[row * 3 + c]! * means[c]!,
        255 * shift[row]!,
      );
    });
  };
  expect(farthest(both!, applied(applied(bytes.values, change), other))).toBeLessThan(1e-3);
});

test("normalisation takes the mean away and divides by the deviation, with and without augmentation", async () => {
  const statistics = { mean: [0.4, 0.5, 0.3], deviation: [0.2, 0.25, 0.5] } as const;
  const batch = { seed: 1, epoch: 0, photos: [0] };
  const bytes = { ...pictures[0]!, values: pictures[0]!.values.map(Math.round) };
  const expected = bytes.values.map((value, i) => {
    const c = Math.floor(i / 36);
    return (value / 255 - statistics.mean[c]!) / statistics.deviation[c]!;
  });
  for (const choices of [
    [],
    [choose(brightness, 0)],
    [choose(contrast, 0)],
    [choose(saturation, 0)],
    [choose(rotate, 0)],
  ]) {
    const [result] = await augmented(choices, [bytes], batch, statistics);
    expect(farthest(result!, expected)).toBeLessThan(1e-5);
  }
});

function operatorsOf(choices: Parameters<typeof augmented>[0]): string[] {
  const graph = new Graph();
  new AugmentationPlan(choices, 4, unscaled).build(graph, graph.input("x", "uint8", [2, 3, 4, 4]));
  return graph.nodes.map(({ operator }) => operator.onnx);
}

test("a list that does not need a node does not have it", () => {
  expect(operatorsOf([])).toEqual(["Cast", "Mul", "Add"]);
  expect(operatorsOf([choose(brightness, 0.1)])).toEqual(["Cast", "Mul", "Add"]);
  expect(operatorsOf([choose(flip, "vertical")])).toEqual(["Slice", "Where", "Cast", "Mul", "Add"]);
  expect(operatorsOf([choose(gamma, 0.1)])).toEqual(["Cast", "Mul", "Clip", "Log", "Mul", "Exp", "Mul", "Add"]);
  expect(operatorsOf([choose(randomErasing, 0.5)])).toEqual(["Cast", "Mul", "Add", "Cast", "Mul"]);
  expect(operatorsOf([choose(noise, 0.1)])).toEqual(["Cast", "Mul", "Add", "Add"]);
  expect(operatorsOf([choose(blur, 1)])).toEqual(["Cast", "Mul", "Add", "MatMul", "Transpose", "MatMul"]);
  expect(operatorsOf([choose(mixup, 1)])).toEqual(["Cast", "Mul", "Add", "Gather", "Sub", "Mul", "Add"]);
  expect(operatorsOf(everything).filter((name) => name === "GridSample")).toHaveLength(1);
  expect(operatorsOf(everything).filter((name) => name === "MatMul")).toHaveLength(2);
});

test("kinds are applied in one order, whatever theirs in the list", async () => {
  const list = [
    choose(flip, "horizontal"),
    choose(brightness, 0.2),
    choose(gamma, 0.5),
    choose(blur, 1),
    choose(noise, 0.1),
    choose(jpeg, 20),
    choose(randomErasing, 0.5),
    choose(mixup, 1),
  ];
  const forwards = await augmented(list, pictures);
  expect(await augmented([...list].reverse(), pictures)).toEqual(forwards);
  const graph = new Graph();
  new AugmentationPlan(list, 8, unscaled).build(graph, graph.input("x", "uint8", [2, 3, 8, 8]));
  const names = graph.nodes.map(({ operator }) => operator.onnx);
  const places = ["Slice", "Exp", "Transpose", "Concat", "Gather"].map((name) => names.indexOf(name));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test("normalisation is one pass with the colours, unless a curve or JPEG stands between them", async () => {
  const statistics = { mean: [0.4, 0.5, 0.3], deviation: [0.2, 0.25, 0.5] } as const;
  const bytes = { ...pictures[0]!, values: pictures[0]!.values.map(Math.round) };
  const expected = bytes.values.map((value, i) => {
    const c = Math.floor(i / 36);
    return (value / 255 - statistics.mean[c]!) / statistics.deviation[c]!;
  });
  const still = [
    choose(perspective, 0),
    choose(gamma, 0),
    choose(posterize, 8),
    choose(blur, 0),
    choose(noise, 0),
    choose(jpeg, { probability: 0 }),
    choose(randomErasing, 0),
    choose(mixup, { alpha: 1, probability: 0 }),
  ];
  for (const choices of [still, [...still, choose(brightness, 0)], ...still.map((one) => [one])]) {
    const [result] = await augmented(choices, [bytes], { seed: 1, epoch: 0, photos: [0] }, statistics);
    expect(farthest(result!, expected)).toBeLessThan(2e-5);
  }
});

test("a move and its inverse leave the picture where it is", async () => {
  const move = { xx: 0.9, xy: 0.3, x0: 1.5, yx: -0.2, yy: 1.1, y0: -0.7 };
  const back = followedBy(move, inverse(move));
  for (const key of Object.keys(unmoved) as (keyof typeof unmoved)[]) expect(back[key]).toBeCloseTo(unmoved[key], 12);
});

test.each(augmentations)(
  "$id has a JSON Schema that describes each option, and refuses unknown ones",
  ({ id, schema }) => {
    expect(findAugmentation(id)?.schema).toBe(schema);
    expect(schema.safeParse({ nonsense: 1 }).success).toBe(false);
    const json = z.toJSONSchema(schema, { io: "input" });
    const properties = Object.assign({}, ...(json.anyOf ?? [json]).map((form) => (form as typeof json).properties));
    expect(properties).toHaveProperty("classes");
    expect(properties).toHaveProperty("probability");
    for (const property of Object.values(properties)) expect(property).toHaveProperty("description");
  },
);

test("the written graph is a model that others can read", () => {
  const graph = new Graph();
  const plan = new AugmentationPlan(everything, 4, unscaled);
  const y = plan.build(graph, graph.input("x", "uint8", [2, 3, 4, 4]));
  expect(writeModel(graph, { outputs: new Map([["y", y]]) }).length).toBeGreaterThan(500);
});
