import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { sizeOf } from "../tensor.ts";
import { axisOf } from "./axis.ts";
import { reshape } from "./reshape.ts";

/**
 * Flatten: a matrix whose rows are the axes before `axis` and whose columns are the rest.
 *
 * Shapes    x [N, C, H, W] -> y [N, C * H * W] by the default axis 1
 * Gradient  dx = dy under x's shape
 * ONNX      since opset 13
 */
export const flattenOperator = defineOperator({
  onnx: "Flatten",
  inputs: ["x"],
  attributes: { axis: int(1) },
  infer: ({ inputs: { x }, attributes }) => {
    // The axis may be the place behind the last one, but a negative one counts from the last.
    const { axis } = attributes;
    const split = axisOf("Flatten", x, axis, axis < 0 ? x.shape.length : x.shape.length + 1);
    return [{ dtype: x.dtype, shape: [sizeOf(x.shape.slice(0, split)), sizeOf(x.shape.slice(split))] }];
  },
  gradient: ({ inputs: { x }, dy }) => ({ x: () => reshape(dy, x.shape) }),
  trials: [
    { inputs: [[2, 3, 4, 5]] },
    { inputs: [[2, 3, 4]], attributes: { axis: 0 } },
    { inputs: [[2, 3, 4]], attributes: { axis: 3 } },
    { inputs: [[2, 3, 4]], attributes: { axis: -1 } },
    { inputs: [[1, 1]] },
  ],
});

/** x as a matrix: rows from the axes before `axis` (default 1, so one row per sample), columns from the rest. */
export function flatten(x: Value, axis = 1): Value {
  return applyOne(flattenOperator, [x], { axis });
}
