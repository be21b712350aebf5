import { expect, test } from "vitest";
import { evaluate } from "../../test/support/run.ts";
import { numbersOf, tensorOf } from "../graph/tensor.ts";
import { normalise } from "./augmentations/normalise.ts";
import { normalisationSchema, normalisedBy } from "./normalisation.ts";

const usual = { mean: [0.5, 0.25, 0], deviation: [0.5, 0.25, 1] } as const;

/** What a network takes of a pixel of white, of 51 and of black. */
async function taken(setting: unknown): Promise<number[]> {
  const statistics = normalisedBy(normalisationSchema.parse(setting), usual);
  const x = tensorOf("float32", [1, 3, 1, 1], [255, 51, 0]);
  const { y } = await evaluate({ x }, ({ x: pixels }) => ({ y: normalise(pixels!, statistics) }));
  return [...numbersOf(y)].map((value) => Number(value.toFixed(4)));
}

test("pixels become what each setting says", async () => {
  expect(await taken(undefined)).toEqual([1, -0.2, 0]);
  expect(await taken("dataset")).toEqual([1, -0.2, 0]);
  expect(await taken("0..1")).toEqual([1, 0.2, 0]);
  expect(await taken("0..255")).toEqual([255, 51, 0]);
  expect(await taken({ mean: [0, 0.2, 0.5], deviation: [0.1, 1, 0.5] })).toEqual([10, 0, -1]);
});

test("a deviation of 0 is refused", () => {
  expect(normalisationSchema.safeParse({ mean: [0, 0, 0], deviation: [0, 1, 1] }).success).toBe(false);
});
