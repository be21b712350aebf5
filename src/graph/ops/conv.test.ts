import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { evaluate } from "../../../test/support/run.ts";
import { Graph } from "../graph.ts";
import { numbersOf, tensorOf } from "../tensor.ts";
import { conv, convOperator } from "./conv.ts";

operatorContract(convOperator);
agreesWithPyTorch(convOperator, "conv");

test("a kernel with a single 1 in its corner moves the picture by one place", async () => {
  const picture = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const { y } = await evaluate(
    {
      x: tensorOf("float32", [1, 1, 3, 3], picture),
      w: tensorOf("float32", [1, 1, 3, 3], [1, 0, 0, 0, 0, 0, 0, 0, 0]),
    },
    ({ x, w }) => ({ y: conv(x!, w!, undefined, { pads: [1, 1, 1, 1] }) }),
  );
  expect(numbersOf(y)).toEqual([0, 0, 0, 0, 1, 2, 0, 4, 5]);
});

test("a wrong number of input channels is refused with the place in the model", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [32, 3, 64, 64]);
  const w = graph.input("w", "float32", [64, 64, 3, 3]);
  expect(() => graph.within("stage2.conv1", () => conv(x, w))).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at stage2.conv1 (Conv)
      expected 64 input channels, as its weights [64,64,3,3] take, got 3 (x is [32,3,64,64])
      try: change this layer's settings, or the layer before it]
  `);
});

test("a matrix is refused, since it has no places", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [8, 16]);
  const w = graph.input("w", "float32", [4, 16, 3, 3]);
  expect(() => conv(x, w)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Conv
      expected x [N, C, and 2 axes of places], as its kernel [3,3] has, got [8,16]
      try: put it before flatten or global pooling, where there still are places]
  `);
});

test("a bias of another length is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [1, 2, 5, 5]);
  const w = graph.input("w", "float32", [4, 2, 3, 3]);
  const b = graph.input("b", "float32", [2]);
  expect(() => conv(x, w, b)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Conv
      expected a bias [4], one number a filter, got [2]
      try: change this layer's settings, or the layer before it]
  `);
});
