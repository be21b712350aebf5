import { assert } from "../../base/errors.ts";
import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, type NodeForm, text } from "../operator.ts";
import { tensorOf } from "../tensor.ts";
import { add } from "./add.ts";
import { axesOf } from "./axis.ts";
import { constantNumbers } from "./constantInput.ts";
import { reduceSum } from "./reduceSum.ts";
import { reversed, slice } from "./slice.ts";
import { sub } from "./sub.ts";

/**
 * Pad: adds a border. `pads` lists how many places are added before each axis, then how many after each; negative ones cut
 * places off. The border is `value` (mode "constant", default 0), the mirror image without its edge ("reflect"), the edge
 * repeated ("edge"), or the other side ("wrap").
 *
 * Gradient  dx = the middle of dy, to which the border's gradient is added at the places it was copied from
 * ONNX      since opset 19
 */
export const padOperator = defineOperator({
  onnx: "Pad",
  inputs: ["x", "pads", "value?", "axes?"],
  constants: [1, 2, 3],
  attributes: { mode: text("constant") },
  infer: ({ inputs, attributes }) => {
    const widths = widthsOf(inputs);
    check(inputs.x, widths, attributes.mode);
    return [
      {
        dtype: inputs.x.dtype,
        shape: inputs.x.shape.map((size, axis) => widths.before[axis]! + size + widths.after[axis]!),
      },
    ];
  },
  gradient: ({ inputs, attributes, dy }) => {
    const widths = widthsOf(inputs);
    return {
      x: () =>
        attributes.mode === "constant" ? middle(dy, widths) : folded(dy, widths, inputs.x.shape, attributes.mode),
      pads: null,
      value:
        attributes.mode === "constant"
          ? () =>
              sub(reduceSum(dy, undefined, { keepdims: 0 }), reduceSum(middle(dy, widths), undefined, { keepdims: 0 }))
          : null,
      axes: null,
    };
  },
  upgrade: upgradePad,
  trials: [
    padTrial([2, 3], [1, 0, 0, 2]),
    padTrial([2, 3], [0, 1, 0, 0], {}, { shape: [], values: [7] }),
    padTrial([4, 5], [-1, 1, 0, -2]),
    padTrial([2, 4, 5], [0, 3, 1, 0, 2, 4], { mode: "reflect" }),
    padTrial([1, 2, 2], [0, 1, 0, 0, 0, 1], { mode: "reflect" }),
    padTrial([2, 3, 4], [1, 2, 0, 0, 3, 1], { mode: "edge" }),
    padTrial([1, 1], [2, 2, 2, 2], { mode: "edge" }),
    padTrial([3, 4], [1, 4, 3, 2], { mode: "wrap" }),
    padTrial([2, 3], [0, 0, 0, 0]),
  ],
});

/**
 * x with a border: `pads` lists the places added before each axis, then those after each; negative ones cut places off.
 * @param attributes.mode "constant" (default), "reflect", "edge" or "wrap"
 * @param attributes.value of a constant border; default 0
 */
export function pad(x: Value, pads: readonly number[], attributes: { mode?: string; value?: number } = {}): Value {
  const { value, ...rest } = attributes;
  return applyOne(
    padOperator,
    [x, x.graph.integers(pads), value === undefined ? undefined : x.graph.scalar(value, x.dtype)],
    rest,
  );
}

interface Widths {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

function widthsOf({ x, pads, axes }: { x: Value; pads: Value; axes: Value | undefined }): Widths {
  const given = constantNumbers("Pad", "pads", pads);
  const over =
    axes === undefined ? x.shape.map((_, axis) => axis) : axesOf("Pad", x, constantNumbers("Pad", "axes", axes));
  if (given.length !== 2 * over.length) {
    throw shapeError("Pad", x, {
      expected: `${2 * over.length} widths, as ${over.length} axes of [${x.shape}] are padded`,
      got: `[${given}]`,
    });
  }
  const width = (axis: number, from: number): number => (over.includes(axis) ? given[from + over.indexOf(axis)]! : 0);
  return {
    before: x.shape.map((_, axis) => width(axis, 0)),
    after: x.shape.map((_, axis) => width(axis, over.length)),
  };
}

/** The widest border that a mode can copy from an axis. */
const widest: Readonly<Record<string, (size: number) => number>> = {
  constant: () => Number.POSITIVE_INFINITY,
  reflect: (size) => size - 1,
  edge: (size) => (size > 0 ? Number.POSITIVE_INFINITY : 0),
  wrap: (size) => size,
};

function check(x: Value, { before, after }: Widths, mode: string): void {
  const limit = widest[mode];
  if (limit === undefined) {
    throw shapeError("Pad", x, { expected: `a mode of ${Object.keys(widest).join(", ")}`, got: mode });
  }
  x.shape.forEach((size, axis) => {
    const [left, right] = [before[axis]!, after[axis]!];
    if (mode !== "constant" && (left < 0 || right < 0)) {
      throw shapeError("Pad", x, {
        expected: `borders of 0 or more in mode ${mode}`,
        got: `${left} and ${right} on axis ${axis}`,
      });
    }
    if (Math.max(left, right) > limit(size) || size + left + right < 0) {
      throw shapeError("Pad", x, {
        expected: `a border that an axis of ${size} allows in mode ${mode}`,
        got: `${left} before and ${right} after, on axis ${axis} of [${x.shape}]`,
      });
    }
  });
}

/** What is left of dy without a constant border; where places were cut off, zeros. */
function middle(dy: Value, { before, after }: Widths): Value {
  const back = [...before, ...after].map((width) => (width === 0 ? 0 : -width));
  return back.every((width) => width === 0) ? dy : pad(dy, back);
}

/** The gradient of a copied border, axis by axis: its two sides are cut off and added where they came from. */
function folded(dy: Value, { before, after }: Widths, shape: readonly number[], mode: string): Value {
  return shape.reduce((gradient, size, axis) => {
    const [left, right] = [before[axis]!, after[axis]!];
    if (left === 0 && right === 0) return gradient;
    const part = (start: number, count: number): Value => slice(gradient, [start], [start + count], [axis]);
    /** A part put at a place of the axis, zeros around it. */
    const placed = (values: Value, start: number): Value => {
      const none = shape.map(() => 0);
      return pad(values, [...none.with(axis, start), ...none.with(axis, size - start - values.shape[axis]!)]);
    };
    let sum = part(left, size);
    if (left > 0) sum = add(sum, placed(...source(part(0, left), axis, size, mode, "before")));
    if (right > 0) sum = add(sum, placed(...source(part(left + size, right), axis, size, mode, "after")));
    return sum;
  }, dy);
}

/** A border's gradient in the order of its source, and the first place of that source. */
function source(border: Value, axis: number, size: number, mode: string, side: "before" | "after"): [Value, number] {
  const width = border.shape[axis]!;
  switch (mode) {
    case "reflect":
      return [reversed(border, [axis]), side === "before" ? 1 : size - 1 - width];
    case "edge":
      return [reduceSum(border, [axis]), side === "before" ? 0 : size - 1];
    default:
      assert(mode === "wrap", `${mode} is a mode of Pad`);
      return [border, side === "before" ? size - width : 0];
  }
}

/** Before opset 11, the widths and the value were attributes. */
function upgradePad({ inputs, attributes, constant }: NodeForm): NodeForm {
  const { pads, value, ...rest } = attributes;
  if (!Array.isArray(pads)) return { inputs, attributes, constant };
  const widths = constant(tensorOf("int64", [pads.length], pads));
  const border = typeof value === "number" && value !== 0 ? [constant(tensorOf("float32", [], [value]))] : [];
  return { inputs: [inputs[0], widths, ...border], attributes: rest, constant };
}

function padTrial(
  shape: readonly number[],
  values: readonly number[],
  attributes: Readonly<Record<string, string>> = {},
  value: { shape: number[]; values: number[] } | null = null,
) {
  return {
    inputs: [shape, { shape: [values.length], dtype: "int64" as const, values }, value],
    constants: [1],
    attributes,
  };
}
