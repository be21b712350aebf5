import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int, ints } from "../operator.ts";
import { sameShape } from "../tensor.ts";
import { channelSums } from "./channelSums.ts";
import { conv } from "./conv.ts";
import { convolutionFilterGradient } from "./convolutionFilterGradient.ts";
import { type Window, windowAttributes } from "./window.ts";

/**
 * ConvTranspose: the gradient of a convolution by its input, as an operator of its own: each place of x spreads w over a
 * window of the output.
 *
 * Shapes    x [N, C, places...], w [C, M / group, kernel...], b [M] -> y [N, M, (places - 1) * strides + extent + output_padding - pads]
 * Gradient  dx: the convolution of dy with w; dw: the filter gradient of that convolution; db: dy summed
 * ONNX      since opset 11; float32. output_shape and SAME padding are not read.
 */
export const convTransposeOperator = defineOperator({
  onnx: "ConvTranspose",
  inputs: ["x", "w", "b?"],
  attributes: {
    ...windowAttributes,
    group: int(1),
    kernel_shape: ints(),
    output_padding: ints(),
    output_shape: ints(),
  },
  infer: ({ inputs: { x, w, b }, attributes }) => {
    const { group } = attributes;
    if (x.shape[1] !== w.shape[0]) {
      throw shapeError("ConvTranspose", x, {
        expected: `${w.shape[0]} input channels, as its weights [${w.shape}] take`,
        got: `${x.shape[1]} (x is [${x.shape}])`,
      });
    }
    const filters = w.shape[1]! * group;
    if (b !== undefined && !sameShape(b.shape, [filters])) {
      throw shapeError("ConvTranspose", x, { expected: `a bias [${filters}]`, got: `[${b.shape}]` });
    }
    return [{ dtype: x.dtype, shape: [x.shape[0]!, filters, ...resolveTransposed(x, w, attributes).places] }];
  },
  gradient: ({ inputs: { x, w, b }, attributes, dy }) => {
    const { window } = resolveTransposed(x, w, attributes);
    const pads = [...window.padsBefore, ...window.padsAfter];
    const { strides, dilations } = window;
    return {
      x: () => conv(dy, w, undefined, { pads, strides, dilations, group: attributes.group }),
      w: () => convolutionFilterGradient(dy, x, window, attributes.group),
      b: b === undefined ? null : () => channelSums(dy),
    };
  },
  trials: [
    { inputs: [[2, 3, 4, 3], [3, 2, 3, 3], [2]] },
    {
      inputs: [
        [2, 3, 4, 3],
        [3, 2, 3, 3],
      ],
      attributes: { strides: [2, 2], pads: [1, 1, 1, 1], output_padding: [1, 0] },
    },
    {
      inputs: [
        [1, 4, 3, 3],
        [4, 1, 2, 2],
      ],
      attributes: { group: 2, dilations: [2, 1], strides: [1, 2] },
    },
    { inputs: [[2, 2, 5], [2, 3, 4], [3]], attributes: { strides: [2], pads: [1, 1] } },
  ],
});

interface ConvTransposeAttributes {
  readonly pads?: readonly number[] | undefined;
  readonly strides?: readonly number[] | undefined;
  readonly dilations?: readonly number[] | undefined;
  readonly group?: number;
  readonly output_padding?: readonly number[] | undefined;
}

/** x [N, C, places...] spread by w [C, M / group, kernel...], plus b [M]; strides and dilations default to 1, pads to 0. */
export function convTranspose(x: Value, w: Value, b?: Value, attributes: ConvTransposeAttributes = {}): Value {
  return applyOne(convTransposeOperator, [x, w, b], { ...attributes });
}

/** The size of the output, and the windows of the convolution that this operator turns about. */
function resolveTransposed(
  x: Value,
  w: Value,
  attributes: ConvTransposeAttributes & { auto_pad?: string; output_shape?: readonly number[] | undefined },
): { places: number[]; window: Window } {
  const kernel = w.shape.slice(2);
  const ones = kernel.map(() => 1);
  const zeros = kernel.map(() => 0);
  const { strides = ones, dilations = ones, output_padding = zeros, pads = [...zeros, ...zeros] } = attributes;
  if (attributes.output_shape !== undefined || attributes.auto_pad?.startsWith("SAME") === true) {
    throw shapeError("ConvTranspose", x, {
      expected: "pads and output_padding that say the output's size",
      got: attributes.output_shape === undefined ? `auto_pad ${attributes.auto_pad}` : "output_shape",
      hint: "export the model with explicit pads",
    });
  }
  const output = x.shape.slice(2);
  const padsBefore = pads.slice(0, kernel.length);
  const padsAfter = pads.slice(kernel.length);
  const places = output.map((size, axis) => {
    const extent = dilations[axis]! * (kernel[axis]! - 1) + 1;
    return strides[axis]! * (size - 1) + extent + output_padding[axis]! - padsBefore[axis]! - padsAfter[axis]!;
  });
  return { places, window: { kernel, strides, dilations, padsBefore, padsAfter, output } };
}
