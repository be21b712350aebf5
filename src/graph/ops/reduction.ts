import type { Value } from "../graph.ts";
import type { NodeForm } from "../operator.ts";
import { type Shape, type TensorType, tensorOf } from "../tensor.ts";
import { axesOf } from "./axis.ts";
import { constantNumbers } from "./constantInput.ts";

/** The axes that a reduction runs over, from the front; all of them when none are named (or none at all, by `noop`). */
export function reducedAxes(operator: string, x: Value, axes: Value | undefined, isNoop: boolean): number[] {
  const named = axes === undefined ? [] : constantNumbers(operator, "axes", axes);
  if (named.length === 0) return isNoop ? [] : x.shape.map((_, axis) => axis);
  return axesOf(operator, x, named);
}

/** x's type with the axes reduced to 1, or left out. */
export function reducedType(x: Value, axes: readonly number[], isKept: boolean): TensorType[] {
  const shape = keptShape(x.shape, axes);
  return [{ dtype: x.dtype, shape: isKept ? shape : shape.filter((_, axis) => !axes.includes(axis)) }];
}

/** x's shape with the reduced axes of size 1, so that a result broadcasts against x. */
export function keptShape(shape: Shape, axes: readonly number[]): number[] {
  return shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
}

/** Before opset 13 (ReduceSum) or 18 (the others) the axes were an attribute. */
export function upgradeAxes({ inputs, attributes, constant }: NodeForm): NodeForm {
  const { axes, ...rest } = attributes;
  if (!Array.isArray(axes) || inputs[1] !== undefined) return { inputs, attributes, constant };
  return { inputs: [inputs[0], constant(tensorOf("int64", [axes.length], axes))], attributes: rest, constant };
}
