import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { evaluate } from "../../../test/support/run.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { concat, concatOperator } from "./concat.ts";
import { mul } from "./mul.ts";
import { sliceOperator } from "./slice.ts";

operatorContract(concatOperator);

test("the parts come back by slices, and each gets its own gradient", async () => {
  const { y, gradients } = await valueAndGradient(
    { a: tensorOf("float32", [2, 1], [1, 2]), b: tensorOf("float32", [2, 2], [3, 4, 5, 6]) },
    ({ a, b }) => mul(concat([a!, b!], 1), concat([a!, b!], 1)),
  );
  expect(y).toEqual([1, 9, 16, 4, 25, 36]);
  expect(gradients).toEqual({ a: [2, 4], b: [6, 8, 10, 12] });
});

test("a tensor joined with itself gets both gradients", async () => {
  const { gradients } = await valueAndGradient({ x: tensorOf("float32", [2], [1, 2]) }, ({ x }) => concat([x!, x!], 0));
  expect(gradients.x).toEqual([2, 2]);
});

test("constants are joined while a model is read, as the runtime joins them", async () => {
  const a = tensorOf("int64", [2, 1, 2], [1, 2, 3, 4]);
  const b = tensorOf("int64", [2, 2, 2], [5, 6, 7, 8, 9, 10, 11, 12]);
  const { y } = await evaluate({ a, b }, (values) => ({ y: concat([values.a!, values.b!], 1) }));
  const graph = new Graph();
  expect(graph.folded(concat([graph.constant(a), graph.constant(b)], 1))![0]).toEqual(y);
});

test("tensors that differ beside the axis are refused", () => {
  const graph = new Graph();
  const [a, b] = [graph.input("a", "float32", [2, 3]), graph.input("b", "float32", [3, 3])];
  expect(() => concat([a, b], 1)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Concat
      expected tensors that differ along axis 1 only, got float32 [2,3] and float32 [3,3]
      try: change this layer's settings, or the layer before it]
  `);
});

test("the largest whole number, which exporters write for the end of a slice, stays the largest", () => {
  const graph = new Graph();
  const end = graph.constant({ dtype: "int64", shape: [1], data: BigInt64Array.of(9223372036854775807n) });
  const ends = graph.constant(graph.folded(concat([graph.integers([2]), end], 0))![0]!);
  const x = graph.input("x", "float32", [4, 5]);
  expect(graph.add(sliceOperator, [x, graph.integers([0, 1]), ends])[0]!.shape).toEqual([2, 4]);
});
