import { shapeError, type Value } from "../graph.ts";
import type { GradientThunk } from "../operator.ts";
import { broadcastShapes, type TensorType } from "../tensor.ts";
import { add } from "./add.ts";
import { cast } from "./cast.ts";
import { div } from "./div.ts";
import { equal } from "./equal.ts";
import { mul } from "./mul.ts";

/** What Min and Max share: any number of inputs that broadcast, and a gradient that ties share. */

/** The type that all values broadcast to. */
export function extremumType(name: string, values: readonly Value[]): TensorType[] {
  const first = values[0]!;
  let shape: readonly number[] | undefined = first.shape;
  for (const value of values.slice(1)) shape = shape && broadcastShapes(shape, value.shape);
  if (shape === undefined || values.some(({ dtype }) => dtype !== first.dtype)) {
    throw shapeError(name, first, {
      expected: "tensors of one type, with shapes that broadcast",
      got: values.map((value) => `${value.dtype} [${value.shape}]`).join(", "),
    });
  }
  return [{ dtype: first.dtype, shape }];
}

/** dy goes to the inputs that are the extremum; where several are, each gets the same share. */
export function extremumGradient(values: readonly Value[], y: Value, dy: Value): GradientThunk[] {
  if (values.length === 1) return [() => dy];
  const isChosen = (value: Value): Value => cast(equal(value, y), dy.dtype);
  // The same nodes for each input: onnxruntime computes them once.
  const share = (): Value =>
    div(
      dy,
      values.map(isChosen).reduce((sum, chosen) => add(sum, chosen)),
    );
  return values.map((value) => () => mul(share(), isChosen(value)));
}
