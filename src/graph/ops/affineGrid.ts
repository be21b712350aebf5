import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { type Shape, tensorOf } from "../tensor.ts";
import { constantNumbers } from "./constantInput.ts";
import { matMul } from "./matMul.ts";
import { reshape } from "./reshape.ts";
import { transpose } from "./transpose.ts";

/**
 * AffineGrid: for each place of an output picture, the place of the input (x, y in -1..1 across it) that a 2 x 3 matrix
 * sends it to; what GridSample takes.
 *
 * Shapes    theta [N, 2, 3], size = [N, C, H, W] -> grid [N, H, W, 2]
 * Gradient  dtheta = dgrid^T times the output's places [H W, 3]
 * ONNX      since opset 20; float32, float64; pictures only, no volumes
 */
export const affineGridOperator = defineOperator({
  onnx: "AffineGrid",
  inputs: ["theta", "size"],
  attributes: { align_corners: int(0) },
  infer: ({ inputs: { theta, size } }) => {
    const [images = 0, , height = 0, width = 0, ...more] = constantNumbers("AffineGrid", "size", size);
    const [matrices, rows, columns] = theta.shape;
    if (theta.shape.length !== 3 || matrices !== images || rows !== 2 || columns !== 3 || more.length > 0) {
      throw shapeError("AffineGrid", theta, {
        expected: `a 2 x 3 matrix for each of ${images} pictures`,
        got: `[${theta.shape}]`,
        hint: "give a matrix [N, 2, 3] and a size [N, C, H, W] with the same N",
      });
    }
    return [{ dtype: theta.dtype, shape: [images, height, width, 2] }];
  },
  gradient: ({ inputs: { theta }, outputs: [grid], attributes, dy }) => ({
    theta: () => {
      const [images = 0, height = 0, width = 0] = grid!.shape;
      const places = placesOf(height, width, attributes.align_corners === 1);
      const constant = theta.graph.constant(tensorOf(theta.dtype, [height * width, 3], places));
      return matMul(transpose(reshape(dy, [images, height * width, 2]), [0, 2, 1]), constant);
    },
    size: null,
  }),
  trials: [
    { inputs: [[2, 2, 3], { shape: [4], dtype: "int64", values: [2, 3, 4, 5] }], constants: [1] },
    {
      inputs: [[1, 2, 3], { shape: [4], dtype: "int64", values: [1, 1, 3, 2] }],
      constants: [1],
      attributes: { align_corners: 1 },
    },
    { inputs: [[1, 2, 3], { shape: [4], dtype: "int64", values: [1, 1, 1, 1] }], constants: [1] },
  ],
});

/** Where each place of pictures of `size` [N, C, H, W] comes from under the matrices theta [N, 2, 3]: [N, H, W, 2]. */
export function affineGrid(theta: Value, size: Shape, attributes: { readonly align_corners?: 0 | 1 } = {}): Value {
  return applyOne(affineGridOperator, [theta, theta.graph.integers(size)], attributes);
}

/** The places of a picture as (x, y, 1), row by row. */
function placesOf(height: number, width: number, areCornersAligned: boolean): number[] {
  const across = (size: number, at: number): number =>
    areCornersAligned ? (size === 1 ? -1 : (2 * at) / (size - 1) - 1) : (2 * at + 1) / size - 1;
  const places: number[] = [];
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) places.push(across(width, column), across(height, row), 1);
  }
  return places;
}
