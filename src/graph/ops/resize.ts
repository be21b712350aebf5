import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, float, int, ints, type NodeForm, text } from "../operator.ts";
import { tensorOf } from "../tensor.ts";
import { averagePool } from "./averagePool.ts";
import { constantNumbers } from "./constantInput.ts";
import { interpolationMatrix } from "./interpolation.ts";
import { matMul } from "./matMul.ts";
import { mul } from "./mul.ts";
import { transpose } from "./transpose.ts";

/**
 * Resize: x enlarged or shrunk along its axes, by `scales` or to `sizes`; each place is the nearest place of x, or a
 * linear mixture of its neighbours.
 *
 * Gradient  resizing is linear and separable: dy times the transpose of each axis' interpolation matrix
 *           (interpolation.ts); for nearest by whole factors, the sum of each tile
 * ONNX      since opset 19 (read from 10); float32. No antialias, no axes, no aspect policy.
 */
export const resizeOperator = defineOperator({
  onnx: "Resize",
  inputs: ["x", "roi?", "scales?", "sizes?"],
  constants: [1, 2, 3],
  attributes: {
    mode: text("nearest"),
    coordinate_transformation_mode: text("half_pixel"),
    nearest_mode: text("round_prefer_floor"),
    cubic_coeff_a: float(-0.75),
    exclude_outside: int(0),
    extrapolation_value: float(0),
    antialias: int(0),
    axes: ints(),
    keep_aspect_ratio_policy: text("stretch"),
  },
  infer: ({ inputs: { x, scales, sizes }, attributes }) => {
    if (
      attributes.antialias !== 0 ||
      attributes.axes !== undefined ||
      attributes.keep_aspect_ratio_policy !== "stretch"
    ) {
      throw shapeError("Resize", x, {
        expected: "sizes or scales for all axes, without antialias",
        got: `antialias ${attributes.antialias}, axes ${attributes.axes ?? "all"}, ${attributes.keep_aspect_ratio_policy}`,
        hint: "export the model with fixed sizes and without antialias",
      });
    }
    return [{ dtype: x.dtype, shape: resizedAxes(x, scales, sizes).map(({ outputs }) => outputs) }];
  },
  gradient: ({ inputs: { x, scales, sizes }, attributes, dy }) => ({
    x: () => {
      const axes = resizedAxes(x, scales, sizes);
      const factors = axes.map(({ scale }) => scale);
      if (attributes.mode === "nearest" && x.dtype === "float32" && areTiles(factors)) {
        const kernel_shape = factors.slice(2);
        const tiles = kernel_shape.reduce((product, size) => product * size, 1);
        return mul(averagePool(dy, { kernel_shape, strides: kernel_shape }), tiles);
      }
      return axes.reduce((gradient, { inputs, outputs, scale }, axis) => {
        if (inputs === outputs && scale === 1) return gradient;
        const rows = interpolationMatrix(inputs, outputs, scale, attributes);
        const matrix = x.graph.constant(tensorOf(x.dtype, [outputs, inputs], rows.flat()));
        return timesAlong(gradient, matrix, axis);
      }, dy);
    },
    roi: null,
    scales: null,
    sizes: null,
  }),
  upgrade: upgradeResize,
  trials: [
    {
      inputs: [[2, 3, 2, 3], null, { shape: [4], values: [1, 1, 2, 2] }],
      constants: [2],
      attributes: { coordinate_transformation_mode: "asymmetric", nearest_mode: "floor" },
    },
    { inputs: [[1, 2, 3, 4], null, { shape: [4], values: [1, 1, 3, 2] }], constants: [2] },
    { inputs: [[1, 2, 5, 4], null, null, { shape: [4], dtype: "int64", values: [1, 2, 3, 7] }], constants: [3] },
    {
      inputs: [[1, 2, 5, 4], null, null, { shape: [4], dtype: "int64", values: [1, 2, 3, 7] }],
      constants: [3],
      attributes: { mode: "linear" },
    },
    {
      inputs: [[1, 2, 3, 4], null, { shape: [4], values: [1, 1, 2, 2] }],
      constants: [2],
      attributes: { mode: "linear", coordinate_transformation_mode: "align_corners" },
    },
    {
      inputs: [[1, 2, 3, 4], null, { shape: [4], values: [1, 1, 2, 1.5] }],
      constants: [2],
      attributes: { mode: "linear", coordinate_transformation_mode: "asymmetric" },
    },
    {
      inputs: [[1, 1, 4, 4], null, null, { shape: [4], dtype: "int64", values: [1, 1, 1, 1] }],
      constants: [3],
      attributes: { mode: "linear", coordinate_transformation_mode: "pytorch_half_pixel" },
    },
    {
      inputs: [[1, 1, 4, 5], null, null, { shape: [4], dtype: "int64", values: [1, 1, 9, 3] }],
      constants: [3],
      attributes: { coordinate_transformation_mode: "asymmetric", nearest_mode: "ceil" },
    },
  ],
});

export interface ResizeAttributes {
  readonly scales?: readonly number[];
  readonly sizes?: readonly number[];
  readonly mode?: "nearest" | "linear";
  readonly coordinate_transformation_mode?: "half_pixel" | "pytorch_half_pixel" | "asymmetric" | "align_corners";
  readonly nearest_mode?: "round_prefer_floor" | "round_prefer_ceil" | "floor" | "ceil";
}

/** x resized by `scales` or to `sizes`, one number for each axis; by nearest place unless `mode` says linear. */
export function resize(x: Value, { scales, sizes, ...attributes }: ResizeAttributes): Value {
  const factors = scales && x.graph.constant(tensorOf("float32", [scales.length], scales));
  return applyOne(resizeOperator, [x, undefined, factors, sizes && x.graph.integers(sizes)], attributes);
}

interface ResizedAxis {
  readonly inputs: number;
  readonly outputs: number;
  readonly scale: number;
}

function resizedAxes(x: Value, scales: Value | undefined, sizes: Value | undefined): ResizedAxis[] {
  const wanted = sizes === undefined ? [] : constantNumbers("Resize", "sizes", sizes);
  const factors = scales === undefined ? [] : constantNumbers("Resize", "scales", scales);
  if (wanted.length !== x.shape.length && factors.length !== x.shape.length) {
    throw shapeError("Resize", x, {
      expected: `a size or a scale for each of the ${x.shape.length} axes`,
      got: `sizes [${wanted}] and scales [${factors}]`,
    });
  }
  return x.shape.map((inputs, axis) => {
    const outputs = wanted[axis] ?? Math.floor(inputs * factors[axis]!);
    return { inputs, outputs, scale: wanted[axis] === undefined ? factors[axis]! : outputs / inputs };
  });
}

function areTiles(factors: readonly number[]): boolean {
  return factors.length > 2 && factors[0] === 1 && factors[1] === 1 && factors.every(Number.isInteger);
}

/** x with the matrix [a, b] applied along one axis of size a, which becomes b. */
function timesAlong(x: Value, matrix: Value, axis: number): Value {
  const last = x.shape.length - 1;
  if (axis === last) return matMul(x, matrix);
  if (axis === last - 1) return matMul(transpose(matrix, [1, 0]), x);
  const exchanged = x.shape.map((_, at) => (at === axis ? last : at === last ? axis : at));
  return transpose(matMul(transpose(x, exchanged), matrix), exchanged);
}

/** Opset 10 had x and scales only, and one way of finding places; later ones may pass an empty roi or scales. */
function upgradeResize({ inputs, attributes, constant }: NodeForm, opset: number): NodeForm {
  if (opset < 11) {
    const places = { coordinate_transformation_mode: "asymmetric", nearest_mode: "floor" };
    return { inputs: [inputs[0], undefined, inputs[1]], attributes: { ...attributes, ...places }, constant };
  }
  const isEmpty = (value: Value | undefined): boolean => value?.shape.includes(0) === true;
  return { inputs: inputs.map((value) => (isEmpty(value) ? undefined : value)), attributes, constant };
}
