import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { shapeOf } from "../../../test/support/layerShapes.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { residual } from "./residual.ts";

const normStates = (place: string, channels: number): Record<string, [number]> =>
  Object.fromEntries(["scale", "shift", "mean", "variance"].map((part) => [`${place}.${part}`, [channels]]));

layerContract(residual, [
  {
    options: [{ conv2d: 3 }, "batch-norm", "silu"],
    x: [3, 5, 7],
    y: [3, 5, 7],
    states: {
      "main.0.conv2d.weight": [3, 3, 3, 3],
      "main.0.conv2d.bias": [3],
      ...normStates("main.1.batch-norm", 3),
    },
  },
  {
    options: [{ conv2d: { filters: 4, stride: 2, bias: false } }],
    x: [2, 7, 6],
    y: [4, 4, 3],
    states: {
      "main.0.conv2d.weight": [4, 2, 3, 3],
      "shortcut.0.conv2d.weight": [4, 2, 1, 1],
      ...normStates("shortcut.1.batch-norm", 4),
    },
  },
  {
    options: { main: [{ dense: 2 }], shortcut: [{ dense: { units: 2, bias: false } }] },
    x: [3],
    y: [2],
    states: { "main.0.dense.weight": [2, 3], "main.0.dense.bias": [2], "shortcut.0.dense.weight": [2, 3] },
  },
  {
    options: { main: [{ residual: ["tanh"] }], stochasticDepth: 0.5 },
    x: [3, 5, 5],
    y: [3, 5, 5],
  },
]);

test("an empty shortcut adds the input itself", async () => {
  const x = tensorOf("float32", [1, 3], [-1, 0, 2]);
  expect(numbersOf(await runLayers([{ residual: ["relu"] }], x))).toEqual([-1, 0, 4]);
});

test("stochastic depth leaves the branch of whole samples out, and makes up for it in the others", async () => {
  const x = tensorOf("float32", [64, 2, 1, 1], new Array<number>(128).fill(1));
  const layers = [{ residual: { main: ["relu"], stochasticDepth: 0.25 } }];
  const y = numbersOf(await runLayers(layers, x, { isTraining: true }));
  const firsts = y.filter((_, i) => i % 2 === 0);
  expect(y.filter((_, i) => i % 2 === 1)).toEqual(firsts);
  for (const value of firsts) expect(Math.min(Math.abs(value - 1), Math.abs(value - 1 - 1 / 0.75))).toBeLessThan(1e-5);
  // 64 draws of 0.25: 16 expected, deviation 3.5.
  expect(firsts.filter((value) => value === 1).length).toBeGreaterThan(4);
  expect(firsts.filter((value) => value === 1).length).toBeLessThan(30);
});

test("a branch that no stride fits is refused", () => {
  expect(() =>
    shapeOf([{ residual: [{ conv2d: { filters: 3, padding: "valid" } }] }], [2, 3, 8, 8]),
  ).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at 0.residual.shortcut
      expected a branch that keeps its input's shape, or changes channels and strides only, got [3, 8, 8] in, [3, 6, 6] out
      try: use padding same in the branch, or give a shortcut]
  `);
});

test("a shortcut of another shape is refused", () => {
  expect(() =>
    shapeOf([{ residual: { main: [{ conv2d: 4 }], shortcut: [{ conv2d: 5 }] } }], [2, 3, 8, 8]),
  ).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at 0.residual
      expected a shortcut of the branch's shape [4, 8, 8], got [5, 8, 8]
      try: change the shortcut's filters and strides, or leave shortcut out]
  `);
});
