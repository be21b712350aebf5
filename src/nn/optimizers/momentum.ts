import { assert } from "../../base/errors.ts";
import type { Value } from "../../graph/graph.ts";
import type { OptimizerBuilding, StepSettings } from "../optimizer.ts";

/**
 * The share of the velocity that a step keeps: the optimiser's own number, or a scalar that is fed where the schedule
 * cycles it; undefined for no velocity at all.
 */
export function momentumOf({ cyclesMomentum, scalar }: OptimizerBuilding, own: number): Value | number | undefined {
  if (cyclesMomentum) return scalar("momentum", cycledMomentum);
  return own > 0 ? own : undefined;
}

/** The schedule's momentum at a step. */
export function cycledMomentum({ momentum }: StepSettings): number {
  assert(momentum !== undefined, "a step whose schedule cycles the momentum is told it");
  return momentum;
}
