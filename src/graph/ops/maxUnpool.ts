import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, ints } from "../operator.ts";
import { type Shape, sameShape } from "../tensor.ts";
import { constantNumbers } from "./constantInput.ts";

/**
 * MaxUnpool: zeros, but for the numbers of x at the places that MaxPool's indices name. No place may be named twice.
 *
 * Gradient  none: it stands in MaxPool's gradient, where no further gradient is asked for
 * ONNX      since opset 11; float32
 */
export const maxUnpoolOperator = defineOperator({
  onnx: "MaxUnpool",
  inputs: ["x", "indices", "output_shape?"],
  attributes: { kernel_shape: ints(), pads: ints(), strides: ints() },
  infer: ({ inputs: { x, indices, output_shape } }) => {
    if (output_shape === undefined || !sameShape(x.shape, indices.shape)) {
      throw shapeError("MaxUnpool", x, {
        expected: "an output shape, and an index for each number of x",
        got: `indices [${indices.shape}] for x [${x.shape}]${output_shape === undefined ? ", no output shape" : ""}`,
      });
    }
    return [{ dtype: x.dtype, shape: constantNumbers("MaxUnpool", "output_shape", output_shape) }];
  },
  noGradient: "it stands in the gradient of MaxPool only",
  trials: [
    {
      inputs: [
        [1, 2, 1, 2],
        { shape: [1, 2, 1, 2], dtype: "int64", values: [1, 2, 13, 8] },
        { shape: [4], dtype: "int64", values: [1, 2, 2, 4] },
      ],
      constants: [1, 2],
      attributes: { kernel_shape: [2, 2], strides: [2, 2] },
    },
  ],
});

/** Puts x's numbers at the places of a tensor of `shape` that MaxPool's indices name; zeros elsewhere. */
export function maxUnpool(x: Value, indices: Value, shape: Shape): Value {
  // The shape decides; the kernel only has to have as many axes.
  const kernel_shape = shape.slice(2).map(() => 1);
  return applyOne(maxUnpoolOperator, [x, indices, x.graph.integers(shape)], { kernel_shape });
}
