import type { Schedule } from "../schedule.ts";
import { constantSchedule } from "./constant.ts";
import { cosineSchedule } from "./cosine.ts";
import { cosineRestartsSchedule } from "./cosineRestarts.ts";
import { cyclicSchedule } from "./cyclic.ts";
import { exponentialSchedule } from "./exponential.ts";
import { oneCycleSchedule } from "./oneCycle.ts";
import { polynomialSchedule } from "./polynomial.ts";
import { reduceOnPlateauSchedule } from "./reduceOnPlateau.ts";
import { stepSchedule } from "./step.ts";

/** Every learning-rate schedule. */
export const schedules: readonly Schedule[] = [
  constantSchedule,
  stepSchedule,
  exponentialSchedule,
  polynomialSchedule,
  cosineSchedule,
  cosineRestartsSchedule,
  oneCycleSchedule,
  cyclicSchedule,
  reduceOnPlateauSchedule,
];

const byId = new Map(schedules.map((schedule) => [schedule.id, schedule]));

/** The schedule that a config calls `id`, or undefined. */
export function findSchedule(id: string): Schedule | undefined {
  return byId.get(id);
}
