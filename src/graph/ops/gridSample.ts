import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int, text } from "../operator.ts";
import { gradientByGrid, gradientByPicture, type Sampling } from "./gridSampleGradient.ts";

/**
 * GridSample: x sampled at the places that a grid names (x, y in -1..1 across the picture), by the nearest pixel or a
 * mixture of the four around. Outside lie zeros, the border's pixels, or the picture mirrored ("reflection").
 *
 * Shapes    x [N, C, H, W], grid [N, H', W', 2] -> y [N, C, H', W']
 * Gradient  dx: dy added up at the pixels it was sampled from; dgrid: the slope between the four pixels, 0 for "nearest";
 *           gridSampleGradient.ts. None for "cubic".
 * ONNX      since opset 20 (read from 16); float32; pictures only, no volumes
 * Source    Jaderberg et al. 2015, "Spatial Transformer Networks", section 3.3
 */
export const gridSampleOperator = defineOperator({
  onnx: "GridSample",
  inputs: ["x", "grid"],
  attributes: { mode: text("linear"), padding_mode: text("zeros"), align_corners: int(0) },
  infer: ({ inputs: { x, grid } }) => {
    const [images = 0, channels = 0] = x.shape;
    const [grids, height = 0, width = 0, coordinates] = grid.shape;
    if (x.shape.length !== 4 || grid.shape.length !== 4 || grids !== images || coordinates !== 2) {
      throw shapeError("GridSample", x, {
        expected: "x [N, C, H, W] and a grid [N, H', W', 2]",
        got: `x [${x.shape}] and a grid [${grid.shape}]`,
      });
    }
    return [{ dtype: x.dtype, shape: [images, channels, height, width] }];
  },
  gradient: ({ inputs: { x, grid }, attributes, dy }) => ({
    x: () => gradientByPicture(x, grid, dy, attributes as Sampling),
    grid: () => gradientByGrid(x, grid, dy, attributes as Sampling),
  }),
  upgrade: ({ inputs, attributes, constant }, opset) => {
    const renamed: Readonly<Record<string, string>> = { bilinear: "linear", bicubic: "cubic" };
    const mode = opset < 20 ? (renamed[String(attributes.mode ?? "bilinear")] ?? attributes.mode) : undefined;
    return { inputs, attributes: mode === undefined ? attributes : { ...attributes, mode }, constant };
  },
  trials: [
    { inputs: [[2, 3, 4, 5], trialGrid(4, 5)], attributes: {} },
    { inputs: [[2, 3, 4, 5], trialGrid(4, 5)], attributes: { padding_mode: "border" } },
    { inputs: [[2, 3, 4, 5], trialGrid(4, 5)], attributes: { padding_mode: "reflection" } },
    { inputs: [[2, 3, 4, 5], trialGrid(4, 5)], attributes: { mode: "nearest", padding_mode: "reflection" } },
    { inputs: [[2, 3, 4, 5], trialGrid(4, 5)], attributes: { mode: "nearest" } },
    { inputs: [[2, 3, 5, 6], trialGrid(4, 5)], attributes: { align_corners: 1, padding_mode: "zeros" } },
    { inputs: [[2, 3, 5, 6], trialGrid(4, 5)], attributes: { align_corners: 1, padding_mode: "reflection" } },
    { inputs: [[2, 1, 1, 1], trialGrid(1, 1)], attributes: { padding_mode: "border" } },
  ],
});

/** x [N, C, H, W] sampled at grid [N, H', W', 2]: linearly, with zeros outside and corners not aligned unless said. */
export function gridSample(
  x: Value,
  grid: Value,
  attributes: {
    readonly mode?: "linear" | "nearest" | "cubic";
    readonly padding_mode?: "zeros" | "border" | "reflection";
    readonly align_corners?: 0 | 1;
  } = {},
): Value {
  return applyOne(gridSampleOperator, [x, grid], attributes);
}

/** A grid [2, 3, 2, 2] that reaches beyond the picture, and keeps off the kinks between pixels by 0.2 pixels or more. */
function trialGrid(height: number, width: number): { shape: number[]; values: number[] } {
  const pixels = [-1.7, 0.3, 1.6, 2.2, -0.3, 3.4, 0.7, -2.3, 5.3, 1.3, 2.7, 6.2];
  const values = pixels.flatMap((at, i) => {
    const row = pixels[(i * 5 + 3) % pixels.length]!;
    return [(2 * at + 1) / width - 1, (2 * row + 1) / height - 1];
  });
  return { shape: [2, 3, 2, 2], values };
}
