import type { Value } from "../graph.ts";
import { maxPool } from "./maxPool.ts";
import { pad, padOperator } from "./pad.ts";
import { slice } from "./slice.ts";
import type { Window } from "./window.ts";

/** For each tap of a kernel, in row-major order, the places of x that it sees: [., ., windows...]. */
export function kernelTaps(x: Value, window: Window): Value[] {
  const { kernel, strides, dilations, padsBefore, padsAfter, output } = window;
  const hasPads = [...padsBefore, ...padsAfter].some((size) => size > 0);
  const padded = hasPads ? pad(x, [0, 0, ...padsBefore, 0, 0, ...padsAfter]) : x;
  const thinned = new Map<string, Value>();
  return offsets(kernel).map((offset) => {
    const starts = offset.map((step, axis) => step * dilations[axis]!);
    // With strides, taps that are whole strides apart see the same places, moved.
    const phase = starts.map((start, axis) => start % strides[axis]!);
    const seen = thinned.get(`${phase}`) ?? thinOut(padded, phase, strides);
    thinned.set(`${phase}`, seen);
    return cut(
      seen,
      starts.map((start, axis) => Math.floor(start / strides[axis]!)),
      output,
    );
  });
}

/**
 * Every `strides`-th place of x from `phase` on. A max-pool over single places takes half the time of a Slice with steps
 * (docs/engine.md).
 */
function thinOut(x: Value, phase: readonly number[], strides: readonly number[]): Value {
  if (strides.every((stride) => stride === 1)) return x;
  const isPadded = x.producer?.operator === padOperator;
  const rest = phase.map((start, axis) => x.shape[axis + 2]! - start);
  // Even where nothing is cut off: onnxruntime would merge Pad and MaxPool into a pool that it then refuses.
  const seen = isPadded ? sliced(x, phase, rest) : cut(x, phase, rest);
  return maxPool(seen, { kernel_shape: strides.map(() => 1), strides });
}

/** `sizes` places of x from `starts` on. */
function cut(x: Value, starts: readonly number[], sizes: readonly number[]): Value {
  if (starts.every((start, axis) => start === 0 && sizes[axis] === x.shape[axis + 2])) return x;
  return sliced(x, starts, sizes);
}

function sliced(x: Value, starts: readonly number[], sizes: readonly number[]): Value {
  const ends = starts.map((start, axis) => start + sizes[axis]!);
  const axes = starts.map((_, axis) => axis + 2);
  return slice(x, starts, ends, axes);
}

/** Every index into the kernel, the last axis running fastest. */
function offsets(kernel: readonly number[]): number[][] {
  return kernel.reduce<number[][]>(
    (before, size) => before.flatMap((offset) => Array.from({ length: size }, (_, step) => [...offset, step])),
    [[]],
  );
}
