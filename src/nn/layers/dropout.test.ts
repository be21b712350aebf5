import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { dropout } from "./dropout.ts";

layerContract(dropout, [
  { x: [3, 5, 7], y: [3, 5, 7] },
  { options: 0.2, x: [8, 2, 2], y: [8, 2, 2] },
  { options: { rate: 0.9 }, x: [64], y: [64] },
  { options: 0, x: [3, 2, 2], y: [3, 2, 2] },
]);

test("the kept share is 1 - rate, made larger by 1 / (1 - rate), anew at each step", async () => {
  const x = tensorOf("float32", [32, 64, 2, 2], new Array<number>(8192).fill(1));
  const run = async (step: number): Promise<number[]> =>
    numbersOf(await runLayers([{ dropout: 0.25 }], x, { isTraining: true, step }));
  const y = await run(0);
  const wrong = y.filter((value) => value !== 0 && Math.abs(value - 1 / 0.75) > 1e-6);
  expect(wrong).toEqual([]);
  const kept = y.filter((value) => value !== 0).length / y.length;
  // 8192 numbers of probability 0.75: the standard error is 0.0048; five of them.
  expect(Math.abs(kept - 0.75)).toBeLessThan(0.024);
  expect(await run(0)).toEqual(y);
  expect(await run(1)).not.toEqual(y);
});
