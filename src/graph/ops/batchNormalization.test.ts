import { expect, test } from "vitest";
import { expectCloseNumbers } from "../../../test/support/expectCloseNumbers.ts";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { evaluate } from "../../../test/support/run.ts";
import { draws } from "../../base/random.ts";
import { gradients } from "../gradients.ts";
import { apply, Graph } from "../graph.ts";
import { numbersOf, type TensorData, tensorOf } from "../tensor.ts";
import { batchNormalization, batchNormalizationOperator, normalizeBatch } from "./batchNormalization.ts";

operatorContract(batchNormalizationOperator);
agreesWithPyTorch(batchNormalizationOperator, "batchNormalization");

test("statistics of another number of channels are refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3, 4, 4]);
  const four = graph.input("four", "float32", [4]);
  expect(() => batchNormalization(x, four, four, four, four)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at BatchNormalization
      expected x [N, C, places...] and a scale, bias, mean and variance [C], got x [2,3,4,4] and [4], [4], [4], [4]
      try: change this layer's settings, or the layer before it]
  `);
});

/** A batch around `mean` with deviation 1, a gradient dy, and what normalizing it gives, in either precision. */
async function normalized(
  mean: number,
  dtype: "float32" | "float64",
  shape: readonly number[] = [8, 3, 6, 5],
): Promise<Record<"y" | "mean" | "variance" | "byX" | "byScale" | "byBias", number[]>> {
  const rng = draws(7, "batch");
  const numbers = (size: number, at: number): number[] => Array.from({ length: size }, () => at + rng.normal());
  const whole = shape.reduce((product, size) => product * size, 1);
  // Rounded to float32 in both precisions, so that they start from the same numbers.
  const tensor = (sizes: readonly number[], at: number): TensorData =>
    tensorOf(dtype, sizes, [...Float32Array.from(numbers(sizes.length === 1 ? 3 : whole, at))]);
  const inputs = { x: tensor(shape, mean), dy: tensor(shape, 0), scale: tensor([3], 1), bias: tensor([3], 0) };
  const results = await evaluate(inputs, (given) => {
    const [x, dy, scale, bias] = [given["x"]!, given["dy"]!, given["scale"]!, given["bias"]!];
    const { y, ...statistics } = normalizeBatch(x, scale, bias, { epsilon: 1e-5 });
    const [byX, byScale, byBias] = gradients(y, [x, scale, bias], dy);
    return { y, ...statistics, byX: byX!, byScale: byScale!, byBias: byBias! };
  });
  return Object.fromEntries(Object.entries(results).map(([name, data]) => [name, numbersOf(data)])) as never;
}

test.each([{ shape: [8, 3, 6, 5] }, { shape: [9, 3] }])(
  "a batch $shape by its own statistics is the operator's training mode",
  async ({ shape }) => {
    const own = await normalized(2, "float32", shape);
    const rng = draws(7, "batch");
    const size = shape.reduce((product, length) => product * length, 1);
    const x = tensorOf(
      "float32",
      shape,
      Array.from({ length: size }, () => 2 + rng.normal()),
    );
    for (let i = 0; i < size; i += 1) rng.normal(); // dy
    const scale = tensorOf(
      "float32",
      [3],
      Array.from({ length: 3 }, () => 1 + rng.normal()),
    );
    const bias = tensorOf(
      "float32",
      [3],
      Array.from({ length: 3 }, () => rng.normal()),
    );
    const trained = await evaluate({ x, scale, bias }, (given) => {
      const parts = [given["x"]!, given["scale"]!, given["bias"]!, given["bias"]!, given["bias"]!];
      const [y, mean, variance] = apply(batchNormalizationOperator, parts, { training_mode: 1, momentum: 0 });
      return { y: y!, mean: mean!, variance: variance! };
    });
    for (const name of ["y", "mean", "variance"] as const) expectCloseNumbers(own[name], numbersOf(trained[name]), 5);
  },
);

test("the gradient by a batch has no part along the channel's mean or along the normalised batch", async () => {
  const { byX, y } = await normalized(0, "float64");
  for (const channel of [0, 1, 2]) {
    const own = byX.map((_, i) => i).filter((i) => Math.floor(i / 30) % 3 === channel);
    expect(own.reduce((sum, i) => sum + byX[i]!, 0)).toBeCloseTo(0, 9);
    // Up to epsilon's part of the variance, 1e-5.
    expect(own.reduce((sum, i) => sum + byX[i]! * y[i]!, 0)).toBeCloseTo(0, 2);
  }
});

test("far from 0, rounding costs what x itself has lost: at 100 deviations 1e-5", async () => {
  const [rounded, exact] = [await normalized(100, "float32"), await normalized(100, "float64")];
  const worst = (name: "y" | "byX" | "byScale" | "byBias"): number =>
    Math.max(...rounded[name].map((value, i) => Math.abs(value - exact[name][i]!)));
  // A float32 near 100 is 4e-6 from its neighbours at most half of which is lost in x - mean.
  expect(worst("y")).toBeLessThan(4e-5);
  expect(worst("byX")).toBeLessThan(1e-5);
  expect(worst("byScale")).toBeLessThan(2e-4);
  expect(worst("byBias")).toBeLessThan(2e-5);
});
