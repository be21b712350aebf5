import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, type NodeForm } from "../operator.ts";
import { tensorOf } from "../tensor.ts";
import { axesOf } from "./axis.ts";
import { constantNumbers } from "./constantInput.ts";
import { foldMoved } from "./folding.ts";
import { pad } from "./pad.ts";
import { reshape } from "./reshape.ts";

/**
 * Slice: from `starts` up to but without `ends`, every `steps`-th, along `axes`. Negative places count from the end, places
 * beyond the ends are clamped, a negative step walks backwards.
 *
 * Gradient  dx = dy at the places it was taken from, 0 elsewhere
 * ONNX      since opset 13
 */
export const sliceOperator = defineOperator({
  onnx: "Slice",
  inputs: ["x", "starts", "ends", "axes?", "steps?"],
  infer: ({ inputs }) => [{ dtype: inputs.x.dtype, shape: rangesOf(inputs).map(({ count }) => count) }],
  gradient: ({ inputs, dy }) => ({
    x: () => putBack(dy, rangesOf(inputs), inputs.x.shape),
    starts: null,
    ends: null,
    axes: null,
    steps: null,
  }),
  fold: ({ inputs }) => {
    const ranges = rangesOf(inputs);
    return foldMoved(
      inputs.x,
      ranges.map(({ count }) => count),
      (place) => place.map((index, axis) => ranges[axis]!.start + index * ranges[axis]!.step),
    );
  },
  upgrade: upgradeSlice,
  trials: [
    sliceTrial([4, 5], [1], [3], [0]),
    sliceTrial([2, 5, 6], [1, -4], [100, -1], [1, 2]),
    sliceTrial([7, 3], [1], [7], [0], [3]),
    sliceTrial([7, 3], [6], [-100], [0], [-1]),
    sliceTrial([2, 8], [-2], [0], [1], [-3]),
    sliceTrial([1, 3], [0], [1], [0]),
    sliceTrial([2, 3], [2], [1], [1]),
  ],
});

/**
 * x from `starts` up to but without `ends`, along `axes` (default the first ones), every `steps`-th (default 1). Negative
 * places count from the end; with a negative step, an end of -infinity is given as a very negative number.
 */
export function slice(
  x: Value,
  starts: readonly number[],
  ends: readonly number[],
  axes?: readonly number[],
  steps?: readonly number[],
): Value {
  const lists = [starts, ends, axes, steps].map((list) => list && x.graph.integers(list));
  return applyOne(sliceOperator, [x, ...lists]);
}

/** Which places of one axis are taken: `count` of them from `start`, `step` apart. */
interface Range {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

interface SliceInputs {
  readonly x: Value;
  readonly starts: Value;
  readonly ends: Value;
  readonly axes: Value | undefined;
  readonly steps: Value | undefined;
}

/** The places taken along each axis of x. */
function rangesOf({ x, starts, ends, axes, steps }: SliceInputs): Range[] {
  const from = constantNumbers("Slice", "starts", starts);
  const to = constantNumbers("Slice", "ends", ends);
  const named = axes === undefined ? from.map((_, axis) => axis) : constantNumbers("Slice", "axes", axes);
  const over = axesOf("Slice", x, named);
  const by = steps === undefined ? over.map(() => 1) : constantNumbers("Slice", "steps", steps);
  if (to.length !== from.length || over.length !== from.length || by.length !== from.length || by.includes(0)) {
    throw shapeError("Slice", x, {
      expected: "a start, an end and a step other than 0 for each axis",
      got: `starts [${from}], ends [${to}], axes [${over}], steps [${by}]`,
    });
  }
  return x.shape.map((size, axis) => {
    const i = over.indexOf(axis);
    return i < 0 ? { start: 0, step: 1, count: size } : rangeOf(size, from[i]!, to[i]!, by[i]!);
  });
}

function rangeOf(size: number, start: number, end: number, step: number): Range {
  const wrap = (place: number): number => (place < 0 ? place + size : place);
  const clamp = (place: number, low: number, high: number): number => Math.min(Math.max(place, low), high);
  const first = step > 0 ? clamp(wrap(start), 0, size) : clamp(wrap(start), 0, size - 1);
  const stop = step > 0 ? clamp(wrap(end), 0, size) : clamp(wrap(end), -1, size - 1);
  return { start: first, step, count: Math.max(0, Math.ceil((stop - first) / step)) };
}

/** The gradient: dy spread out over zeros, undoing the direction, then the steps, then the cut. */
function putBack(dy: Value, ranges: readonly Range[], shape: readonly number[]): Value {
  const forward = backwardsUndone(dy, ranges);
  let spread = forward;
  const before: number[] = [];
  const after: number[] = [];
  ranges.forEach(({ start, step, count }, axis) => {
    const stride = Math.abs(step);
    const first = step > 0 ? start : start + (count - 1) * step;
    if (stride > 1 && count > 0) spread = dilated(spread, axis, stride);
    before.push(count > 0 ? first : 0);
    after.push(count > 0 ? shape[axis]! - first - count * stride : shape[axis]!);
  });
  const pads = [...before, ...after];
  return pads.every((width) => width === 0) ? spread : pad(spread, pads);
}

function backwardsUndone(dy: Value, ranges: readonly Range[]): Value {
  const axes = ranges.flatMap(({ step, count }, axis) => (step < 0 && count > 1 ? [axis] : []));
  return axes.length === 0 ? dy : reversed(dy, axes);
}

/** x with some of its axes walked backwards. */
export function reversed(x: Value, axes: readonly number[]): Value {
  return slice(
    x,
    axes.map(() => -1),
    axes.map((axis) => -x.shape[axis]! - 1),
    axes,
    axes.map(() => -1),
  );
}

/** x with stride - 1 zeros behind each place of an axis. */
function dilated(x: Value, axis: number, stride: number): Value {
  const column = reshape(x, [...x.shape.slice(0, axis + 1), 1, ...x.shape.slice(axis + 1)]);
  const none = column.shape.map(() => 0);
  const padded = pad(column, [...none, ...none.with(axis + 1, stride - 1)]);
  return reshape(padded, x.shape.with(axis, x.shape[axis]! * stride));
}

/** Before opset 10, starts, ends and axes were attributes. */
function upgradeSlice({ inputs, attributes, constant }: NodeForm): NodeForm {
  const { starts, ends, axes, ...rest } = attributes;
  if (!Array.isArray(starts) || !Array.isArray(ends)) return { inputs, attributes, constant };
  const lists = [starts, ends, ...(Array.isArray(axes) ? [axes] : [])];
  const made = lists.map((list: number[]) => constant(tensorOf("int64", [list.length], list)));
  return { inputs: [inputs[0], ...made], attributes: rest, constant };
}

function sliceTrial(shape: readonly number[], ...lists: readonly (readonly number[])[]) {
  const inputs = lists.map((values) => ({ shape: [values.length], dtype: "int64" as const, values }));
  return { inputs: [shape, ...inputs], constants: inputs.map((_, i) => i + 1) };
}
