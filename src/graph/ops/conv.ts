import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int, ints } from "../operator.ts";
import { sameShape } from "../tensor.ts";
import { channelSums } from "./channelSums.ts";
import { convolutionFilterGradient } from "./convolutionFilterGradient.ts";
import { convolutionInputGradient } from "./convolutionInputGradient.ts";
import { resolveWindow, windowAttributes } from "./window.ts";

/**
 * Conv: each output channel is the sum, over a window of places and the input channels of its group, of x times w.
 *
 * Shapes    x [N, C, places...], w [M, C / group, kernel...], b [M] -> y [N, M, places...]
 * Gradient  dx: dy convolved with the kernel turned about (convolutionInputGradient.ts); dw: x's windows times dy
 *           (convolutionFilterGradient.ts); db: dy summed over images and places
 * ONNX      since opset 11 (1 has the same meaning); float32
 */
export const convOperator = defineOperator({
  onnx: "Conv",
  inputs: ["x", "w", "b?"],
  attributes: { ...windowAttributes, group: int(1), kernel_shape: ints() },
  infer: ({ inputs: { x, w, b }, attributes }) => {
    checkChannels(x, w, b, attributes.group);
    const { output } = resolveWindow("Conv", x, w.shape.slice(2), attributes);
    return [{ dtype: x.dtype, shape: [x.shape[0]!, w.shape[0]!, ...output] }];
  },
  gradient: ({ inputs: { x, w, b }, attributes, dy }) => {
    const window = resolveWindow("Conv", x, w.shape.slice(2), attributes);
    return {
      x: () => convolutionInputGradient(dy, w, x.shape.slice(2), window, attributes.group),
      w: () => convolutionFilterGradient(x, dy, window, attributes.group),
      b: b === undefined ? null : () => channelSums(dy),
    };
  },
  trials: [
    { inputs: [[2, 3, 5, 4], [4, 3, 3, 3], [4]], attributes: { pads: [1, 1, 1, 1] } },
    {
      inputs: [
        [2, 3, 5, 6],
        [2, 3, 3, 2],
      ],
      attributes: { pads: [0, 1, 2, 0] },
    },
    { inputs: [[2, 2, 7, 8], [3, 2, 3, 3], [3]], attributes: { strides: [2, 2], pads: [1, 1, 1, 1] } },
    { inputs: [[2, 2, 8, 7], [3, 2, 3, 3], [3]], attributes: { strides: [2, 3], auto_pad: "SAME_UPPER" } },
    {
      inputs: [
        [1, 2, 6, 6],
        [2, 2, 2, 2],
      ],
      attributes: { auto_pad: "SAME_LOWER" },
    },
    {
      inputs: [
        [1, 2, 6, 6],
        [2, 2, 5, 5],
      ],
      attributes: { auto_pad: "VALID" },
    },
    {
      inputs: [
        [2, 2, 9, 9],
        [2, 2, 3, 3],
      ],
      attributes: { strides: [2, 2], dilations: [2, 2], pads: [2, 2, 2, 2] },
    },
    { inputs: [[2, 4, 5, 5], [6, 2, 3, 3], [6]], attributes: { group: 2, pads: [1, 1, 1, 1] } },
    { inputs: [[2, 4, 5, 5], [4, 1, 3, 3], [4]], attributes: { group: 4, pads: [1, 1, 1, 1] } },
    { inputs: [[2, 4, 6, 5], [4, 1, 3, 3], [4]], attributes: { group: 4, pads: [1, 1, 1, 1], strides: [2, 2] } },
    { inputs: [[2, 2, 5, 5], [6, 1, 3, 3], [6]], attributes: { group: 2 } },
    {
      inputs: [
        [2, 3, 4, 5],
        [4, 3, 1, 1],
      ],
    },
    {
      inputs: [
        [2, 3, 5, 4],
        [4, 3, 1, 1],
      ],
      attributes: { strides: [2, 2] },
    },
    {
      inputs: [
        [1, 2, 4, 4],
        [2, 2, 1, 1],
      ],
      attributes: { pads: [1, 1, 1, 1] },
    },
    { inputs: [[2, 3, 9], [4, 3, 3], [4]], attributes: { pads: [1, 1], strides: [2] } },
    {
      inputs: [
        [1, 1, 1, 1],
        [1, 1, 3, 3],
      ],
      attributes: { pads: [1, 1, 1, 1] },
    },
    {
      inputs: [
        [1, 1, 2, 2],
        [1, 1, 2, 2],
      ],
    },
    // The last row and column are in no window.
    {
      inputs: [
        [1, 2, 8, 8],
        [2, 2, 2, 2],
      ],
      attributes: { strides: [3, 3] },
    },
    // A stride longer than the kernel: some places are in no window.
    {
      inputs: [
        [1, 2, 7, 7],
        [2, 2, 1, 2],
      ],
      attributes: { strides: [3, 3] },
    },
  ],
});

export interface ConvAttributes {
  readonly pads?: readonly number[];
  readonly strides?: readonly number[];
  readonly dilations?: readonly number[];
  readonly group?: number;
  readonly auto_pad?: "NOTSET" | "VALID" | "SAME_UPPER" | "SAME_LOWER";
}

/** The convolution of x [N, C, places...] with w [M, C / group, kernel...], plus b [M]; strides and dilations default to 1, pads to 0. */
export function conv(x: Value, w: Value, b?: Value, attributes: ConvAttributes = {}): Value {
  return applyOne(convOperator, [x, w, b], { ...attributes });
}

function checkChannels(x: Value, w: Value, b: Value | undefined, group: number): void {
  const [filters = 0, perGroup = 0] = w.shape;
  if (x.shape[1] !== perGroup * group) {
    throw shapeError("Conv", x, {
      expected: `${perGroup * group} input channels, as its weights [${w.shape}]${group === 1 ? "" : ` in ${group} groups`} take`,
      got: `${x.shape[1]} (x is [${x.shape}])`,
    });
  }
  if (filters % group !== 0) {
    throw shapeError("Conv", x, { expected: `filters that ${group} groups share equally`, got: `${filters} filters` });
  }
  if (b !== undefined && !sameShape(b.shape, [filters])) {
    throw shapeError("Conv", x, { expected: `a bias [${filters}], one number a filter`, got: `[${b.shape}]` });
  }
}
