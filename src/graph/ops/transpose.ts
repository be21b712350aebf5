import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, ints } from "../operator.ts";
import { foldMoved } from "./folding.ts";

/**
 * Transpose: the axes in another order; `perm` names for each axis of y the axis of x that it takes (reversed when left out).
 *
 * Gradient  dx = dy with the axes put back
 * ONNX      since opset 13
 */
export const transposeOperator = defineOperator({
  onnx: "Transpose",
  inputs: ["x"],
  attributes: { perm: ints() },
  infer: ({ inputs: { x }, attributes }) => [
    { dtype: x.dtype, shape: orderOf(x, attributes.perm).map((axis) => x.shape[axis]!) },
  ],
  gradient: ({ inputs: { x }, attributes, dy }) => ({ x: () => transpose(dy, inverse(orderOf(x, attributes.perm))) }),
  fold: ({ inputs: { x }, attributes }) => {
    const order = orderOf(x, attributes.perm);
    const back = inverse(order);
    return foldMoved(
      x,
      order.map((axis) => x.shape[axis]!),
      (place) => back.map((axis) => place[axis]!),
    );
  },
  trials: [
    { inputs: [[2, 3, 4]], attributes: { perm: [1, 2, 0] } },
    { inputs: [[2, 3]] },
    { inputs: [[2, 1, 3, 4]], attributes: { perm: [1, 0, 2, 3] } },
    { inputs: [{ shape: [2, 3], dtype: "float64" }], attributes: { perm: [1, 0] } },
  ],
});

/** x with its axes in another order: axis i of the result is axis perm[i] of x. */
export function transpose(x: Value, perm: readonly number[]): Value {
  return applyOne(transposeOperator, [x], { perm });
}

function orderOf(x: Value, perm: readonly number[] | undefined): readonly number[] {
  const axes = x.shape.map((_, axis) => axis);
  if (perm === undefined) return axes.reverse();
  if (perm.length !== axes.length || axes.some((axis) => !perm.includes(axis))) {
    throw shapeError("Transpose", x, {
      expected: `the axes 0 to ${axes.length - 1} of x [${x.shape}] in some order`,
      got: `[${perm}]`,
    });
  }
  return perm;
}

function inverse(order: readonly number[]): number[] {
  return order.map((_, axis) => order.indexOf(axis));
}
