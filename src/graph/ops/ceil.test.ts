import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { numbersOf, tensorOf } from "../tensor.ts";
import { ceil, ceilOperator } from "./ceil.ts";

operatorContract(ceilOperator);

test("known numbers, and the same while a model is read", async () => {
  const data = tensorOf("float32", [5], [-1.5, -0.5, 0, 0.5, 2.5]);
  const { y } = await valueAndGradient({ x: data }, ({ x }) => ceil(x!));
  const graph = new Graph();
  const plain = (values: number[]): number[] => values.map((value) => value + 0); // no negative zeros
  expect(plain(y)).toEqual([-1, 0, 0, 1, 3]);
  expect(plain(numbersOf(graph.folded(ceil(graph.constant(data)))![0]!))).toEqual([-1, 0, 0, 1, 3]);
});

test("a loss does not depend on it by small changes", async () => {
  const { gradients } = await valueAndGradient({ x: tensorOf("float32", [1], [0.3]) }, ({ x }) => ceil(x!));
  expect(gradients).toEqual({});
});
