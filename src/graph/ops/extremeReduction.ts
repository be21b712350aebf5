import type { Value } from "../graph.ts";
import { cast } from "./cast.ts";
import { div } from "./div.ts";
import { equal } from "./equal.ts";
import { mul } from "./mul.ts";
import { reduceSum } from "./reduceSum.ts";
import { keptShape } from "./reduction.ts";
import { reshape } from "./reshape.ts";

/** The gradient that ReduceMax and ReduceMin share: dy to the elements that are the extremum, equal ones get the same share. */
export function extremeReductionGradient(x: Value, y: Value, dy: Value, axes: readonly number[]): Value {
  const kept = keptShape(x.shape, axes);
  const isChosen = cast(equal(x, reshape(y, kept)), dy.dtype);
  return mul(isChosen, div(reshape(dy, kept), reduceSum(isChosen, axes)));
}
