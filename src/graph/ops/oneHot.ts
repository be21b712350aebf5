import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { type DType, tensorOf } from "../tensor.ts";
import { axisOf } from "./axis.ts";
import { constantNumbers } from "./constantInput.ts";

/**
 * OneHot: for each index a row of `depth` numbers: values[1] at the index's place, values[0] elsewhere. Negative indices count
 * from the end; one outside the depth gives a row without values[1].
 *
 * Shapes    indices [i...] -> y [i..., depth], or the new axis at `axis`
 * Gradient  none: a whole number has no small changes, and `values` are constants
 * ONNX      since opset 11
 */
export const oneHotOperator = defineOperator({
  onnx: "OneHot",
  inputs: ["indices", "depth", "values"],
  attributes: { axis: int(-1) },
  infer: ({ inputs: { indices, depth, values }, attributes }) => {
    const [count] = constantNumbers("OneHot", "depth", depth);
    const axis = axisOf("OneHot", indices, attributes.axis, indices.shape.length + 1);
    if (count === undefined || count < 1 || values.shape[0] !== 2) {
      throw shapeError("OneHot", indices, {
        expected: "a depth of 1 or more, and two values (off and on)",
        got: `depth ${count}, values [${values.shape}]`,
      });
    }
    return [{ dtype: values.dtype, shape: indices.shape.toSpliced(axis, 0, count) }];
  },
  noGradient: "a whole number has no small changes",
  trials: [
    oneHotTrial([3], [0, 2, 1]),
    oneHotTrial([2, 2], [0, -1, 2, 7], { axis: 1 }),
    oneHotTrial([1], [0], { axis: 0 }),
  ],
});

/** Rows of 0 with a 1 at the place that each index names. */
export function oneHot(indices: Value, depth: number, dtype: DType = "float32"): Value {
  const { graph } = indices;
  return applyOne(oneHotOperator, [
    indices,
    graph.scalar(depth, "int64"),
    graph.constant(tensorOf(dtype, [2], [0, 1])),
  ]);
}

function oneHotTrial(shape: readonly number[], values: readonly number[], attributes: { axis?: number } = {}) {
  return {
    inputs: [
      { shape, dtype: "int64" as const, values },
      { shape: [], dtype: "int64" as const, values: [3] },
      { shape: [2], values: [0, 1] },
    ],
    constants: [1, 2],
    attributes,
  };
}
