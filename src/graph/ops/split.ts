import { apply, shapeError, type Value } from "../graph.ts";
import { defineOperator, int, type NodeForm } from "../operator.ts";
import { tensorOf } from "../tensor.ts";
import { axisOf } from "./axis.ts";
import { concat } from "./concat.ts";
import { constantNumbers } from "./constantInput.ts";
import { expand } from "./expand.ts";
import { pad } from "./pad.ts";

/**
 * Split: cuts x into parts along an axis: of the sizes in `split`, or `num_outputs` equal ones (the last may be smaller).
 *
 * Gradient  dx = the parts' gradients joined, zeros for a part that the loss does not depend on
 * ONNX      since opset 18
 */
export const splitOperator = defineOperator({
  onnx: "Split",
  inputs: ["x", "split?"],
  attributes: { axis: int(0), num_outputs: int(undefined) },
  infer: ({ inputs: { x, split: sizes }, attributes }) => {
    const axis = axisOf("Split", x, attributes.axis);
    return partSizes(x, axis, sizes, attributes.num_outputs).map((size) => ({
      dtype: x.dtype,
      shape: x.shape.with(axis, size),
    }));
  },
  gradient: ({ inputs: { x }, attributes, outputs, outputGradients }) => ({
    x: () => joinedParts(x, axisOf("Split", x, attributes.axis), outputs, outputGradients),
    split: null,
  }),
  upgrade: upgradeSplit,
  trials: [
    { inputs: [[2, 6], { shape: [3], dtype: "int64", values: [1, 2, 3] }], constants: [1], attributes: { axis: 1 } },
    { inputs: [[5, 2]], attributes: { axis: -2, num_outputs: 2 } },
    { inputs: [[3, 1], { shape: [1], dtype: "int64", values: [1] }], constants: [1], attributes: { axis: 1 } },
  ],
});

/** x cut along an axis into parts of these sizes, whose sum is the size of that axis. */
export function split(x: Value, sizes: readonly number[], axis: number): Value[] {
  return apply(splitOperator, [x, x.graph.integers(sizes)], { axis });
}

function partSizes(x: Value, axis: number, sizes: Value | undefined, count: number | undefined): number[] {
  const whole = x.shape[axis]!;
  const given = sizes === undefined ? equalParts(x, whole, count) : constantNumbers("Split", "split", sizes);
  if (given.some((size) => size < 0) || given.reduce((sum, size) => sum + size, 0) !== whole) {
    throw shapeError("Split", x, {
      expected: `parts that sum to ${whole}, the size of axis ${axis}`,
      got: `[${given}]`,
    });
  }
  return given;
}

function equalParts(x: Value, whole: number, count: number | undefined): number[] {
  if (count === undefined || count < 1) {
    throw shapeError("Split", x, {
      expected: "the sizes of the parts, or how many there are",
      got: "neither `split` nor `num_outputs`",
      hint: "export the model with operator set 18 or later",
    });
  }
  const size = Math.ceil(whole / count);
  return Array.from({ length: count }, (_, i) => Math.max(0, Math.min(size, whole - i * size)));
}

function joinedParts(
  x: Value,
  axis: number,
  outputs: readonly Value[],
  gradients: readonly (Value | undefined)[],
): Value {
  const present = gradients.flatMap((gradient, i) => (gradient === undefined ? [] : [i]));
  if (present.length === 1) {
    const part = present[0]!;
    const none = x.shape.map(() => 0);
    const sizeBefore = outputs.slice(0, part).reduce((sum, output) => sum + output.shape[axis]!, 0);
    const sizeAfter = x.shape[axis]! - sizeBefore - outputs[part]!.shape[axis]!;
    return pad(gradients[part]!, [...none.with(axis, sizeBefore), ...none.with(axis, sizeAfter)]);
  }
  const parts = outputs.map((output, i) => gradients[i] ?? expand(x.graph.scalar(0, x.dtype), output.shape));
  return concat(parts, axis);
}

/** Before opset 13 the sizes were an attribute; before 18, without sizes, there were as many equal parts as outputs. */
function upgradeSplit({ inputs, attributes, outputCount, constant }: NodeForm, opset: number): NodeForm {
  const { split: sizes, ...rest } = attributes;
  if (!Array.isArray(sizes)) {
    const isCounted = opset < 18 && inputs[1] === undefined && outputCount !== undefined;
    return { inputs, attributes: isCounted ? { ...attributes, num_outputs: outputCount } : attributes, constant };
  }
  return { inputs: [inputs[0], constant(tensorOf("int64", [sizes.length], sizes))], attributes: rest, constant };
}
