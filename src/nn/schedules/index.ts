import type { Schedule } from "../schedule.ts";
import { constantSchedule } from "./constant.ts";
import { cosineSchedule } from "./cosine.ts";
import { stepSchedule } from "./step.ts";

/** Every learning-rate schedule. */
export const schedules: readonly Schedule[] = [constantSchedule, stepSchedule, cosineSchedule];

const byId = new Map(schedules.map((schedule) => [schedule.id, schedule]));

/** The schedule that a config calls `id`, or undefined. */
export function findSchedule(id: string): Schedule | undefined {
  return byId.get(id);
}
