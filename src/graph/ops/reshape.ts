import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int, type NodeForm } from "../operator.ts";
import { numbersOf, type Shape, sizeOf, type TensorData, tensorOf } from "../tensor.ts";
import { constantNumbers } from "./constantInput.ts";

/**
 * Reshape: the same numbers, row-major, under another shape. In `shape` a 0 copies the input's size at that place (unless
 * `allowzero`), and one -1 takes what is left.
 *
 * Gradient  dx = dy under x's shape
 * ONNX      since opset 19
 */
export const reshapeOperator = defineOperator({
  onnx: "Reshape",
  inputs: ["x", "shape"],
  attributes: { allowzero: int(0) },
  infer: ({ inputs: { x, shape }, attributes }) => [
    { dtype: x.dtype, shape: resolve(x, constantNumbers("Reshape", "shape", shape), attributes.allowzero === 1) },
  ],
  gradient: ({ inputs: { x }, dy }) => ({ x: () => reshape(dy, x.shape), shape: null }),
  fold: ({ inputs: { x, shape }, attributes }) =>
    x.constant && [
      {
        ...x.constant,
        shape: resolve(x, constantNumbers("Reshape", "shape", shape), attributes.allowzero === 1),
      } as TensorData,
    ],
  upgrade: copyFirstSize,
  trials: [
    { inputs: [[2, 3, 4], { shape: [2], dtype: "int64", values: [6, 4] }], constants: [1] },
    { inputs: [[2, 3, 4], { shape: [2], dtype: "int64", values: [0, -1] }], constants: [1] },
    { inputs: [[1], { shape: [3], dtype: "int64", values: [1, 1, 1] }], constants: [1] },
  ],
});

/** x's numbers under another shape; a 0 copies x's size at that place, one -1 takes what is left. */
export function reshape(x: Value, shape: Shape): Value {
  return applyOne(reshapeOperator, [x, x.graph.integers(shape)]);
}

/**
 * Where a file's target keeps the first size, it is copied from the input when the model runs: exporters compute it from
 * the batch (`x.view(x.size(0), -1)`), and a graph that is read for one batch is then right for any.
 */
function copyFirstSize({ inputs, attributes, constant }: NodeForm): NodeForm {
  const [x, shape] = inputs;
  const wanted = shape?.constant === undefined ? [] : numbersOf(shape.constant);
  const isKept = attributes["allowzero"] !== 1 && x?.constant === undefined && wanted[0] === x?.shape[0];
  if (!isKept || wanted.length === 0) return { inputs, attributes, constant };
  return { inputs: [x, constant(tensorOf("int64", [wanted.length], [0, ...wanted.slice(1)]))], attributes, constant };
}

function resolve(x: Value, wanted: readonly number[], isZeroAllowed: boolean): number[] {
  const shape = wanted.map((size, axis) => (size === 0 && !isZeroAllowed ? (x.shape[axis] ?? 0) : size));
  const free = shape.indexOf(-1);
  const known = shape.reduce((product, size) => (size === -1 ? product : product * size), 1);
  if (free >= 0 && known > 0) shape[free] = sizeOf(x.shape) / known;
  if (sizeOf(shape) !== sizeOf(x.shape) || shape.some((size) => !Number.isInteger(size) || size < 0)) {
    throw shapeError("Reshape", x, {
      expected: `a shape of ${sizeOf(x.shape)} elements, as [${x.shape}] has`,
      got: `[${wanted}]`,
    });
  }
  return shape;
}
