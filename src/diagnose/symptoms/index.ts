import type { Course } from "../course.ts";
import { collapsed } from "./collapsed.ts";
import { firstLossOverChance } from "./firstLossOverChance.ts";
import { late } from "./late.ts";
import { lossOverChance } from "./lossOverChance.ts";
import { memorises } from "./memorises.ts";
import { type Neglected, neglects } from "./neglects.ts";
import { notFinite } from "./notFinite.ts";
import { overfits } from "./overfits.ts";
import { stuck } from "./stuck.ts";
import type { Symptom } from "./symptom.ts";
import { unfinished } from "./unfinished.ts";
import { weak } from "./weak.ts";

/** What a training's figures show to go wrong. */
export function symptomsOf(course: Course, neglected?: Neglected): readonly Symptom[] {
  return [
    notFinite(course),
    lossOverChance(course),
    firstLossOverChance(course),
    stuck(course),
    memorises(course),
    weak(course),
    collapsed(course),
    late(course),
    overfits(course),
    unfinished(course),
    neglects(neglected),
  ].filter((one) => one !== undefined);
}
