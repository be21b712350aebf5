import { shapeError, type Value } from "../graph.ts";
import { wrapAxis } from "../tensor.ts";

/**
 * An axis of x counted from the front, where a negative one counts from the back.
 * @param rank how many axes there are to choose from; default those of x (one more where an axis is inserted)
 * @throws WrasseError "shape-does-not-fit"
 */
export function axisOf(operator: string, x: Value, axis: number, rank: number = x.shape.length): number {
  const wrapped = wrapAxis(axis, rank);
  if (wrapped !== undefined) return wrapped;
  throw shapeError(operator, x, {
    expected: rank === 0 ? "a tensor with axes" : `an axis from ${-rank} to ${rank - 1}, as x is [${x.shape}]`,
    got: `axis ${axis}`,
  });
}

/** The same for several axes; naming one twice is refused. */
export function axesOf(operator: string, x: Value, axes: readonly number[], rank: number = x.shape.length): number[] {
  const wrapped = axes.map((axis) => axisOf(operator, x, axis, rank));
  if (new Set(wrapped).size === wrapped.length) return wrapped;
  throw shapeError(operator, x, { expected: "each axis to be named once", got: `axes [${axes}] of x [${x.shape}]` });
}
