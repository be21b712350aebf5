import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { evaluate } from "../../test/support/run.ts";
import { numbersOf, sizeOf, type TensorData, tensorOf } from "../graph/tensor.ts";
import { clipGradients, type GradientClipping, globalNorm, gradientClipping } from "./clipping.ts";

interface Fixture {
  readonly shapes: readonly (readonly number[])[];
  readonly gradients: readonly (readonly number[])[];
  readonly clippings: readonly { clipping: GradientClipping; gradients: readonly (readonly number[])[] }[];
}

const file = new URL("../../test/fixtures/optimizers.json", import.meta.url);
const fixture = JSON.parse(readFileSync(file, "utf8")) as Fixture;

async function clipped(values: readonly number[], clipping: GradientClipping): Promise<number[]> {
  const inputs: Record<string, TensorData> = {};
  let taken = 0;
  fixture.shapes.forEach((shape, i) => {
    inputs[`g${i}`] = tensorOf("float32", shape, values.slice(taken, taken + sizeOf(shape)));
    taken += sizeOf(shape);
  });
  const results = await evaluate<string>(inputs, (given) => {
    const found = clipGradients(Object.values(given), clipping);
    return Object.fromEntries(found.map((gradient, i) => [`clipped${i}`, gradient]));
  });
  return fixture.shapes.flatMap((_, i) => numbersOf(results[`clipped${i}`]!));
}

test.each(fixture.clippings)("clipped gradients are PyTorch's: $clipping", async ({ clipping, gradients }) => {
  for (const step of [0, 3, 7, 19]) {
    const found = await clipped(fixture.gradients[step]!, clipping);
    found.forEach((value, i) => {
      expect(Math.abs(value - gradients[step]![i]!)).toBeLessThan(1e-6);
    });
  }
});

test("gradients within the limit stay as they are, to the bit", async () => {
  const short = Array.from({ length: 9 }, (_, i) => Math.fround((i - 4) / 10)); // their length is 0.775
  expect(await clipped(short, { norm: 0.78 })).toEqual(short);
  expect(await clipped(short, { value: 0.5 })).toEqual(short);
  expect(await clipped(short, { norm: 0.77 })).not.toEqual(short);
});

test("gradients of length 0 stay 0", async () => {
  expect(await clipped(new Array(9).fill(0), { norm: 1 })).toEqual(new Array(9).fill(0));
});

test("the global norm is that of one long vector", async () => {
  const inputs = { a: tensorOf("float32", [2], [1, 2]), b: tensorOf("float32", [1, 2], [2, 4]) };
  const { norm } = await evaluate(inputs, ({ a, b }) => ({ norm: globalNorm([a!, b!]) }));
  expect(numbersOf(norm)).toEqual([5]);
});

test.each([{}, { norm: 0 }, { norm: 1, value: 1 }, { value: -1 }])("%o is no clipping", (given) => {
  expect(gradientClipping.safeParse(given).success).toBe(false);
});
