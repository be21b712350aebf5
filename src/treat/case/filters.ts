import type { LivingUnits } from "../../probe/active/deadUnits.ts";
import type { OpenedSubject } from "../../probe/active/openSubject.ts";
import type { CaseStory } from "./story.ts";

/** As many as a page has room for. */
const mostUnits = 16;

/** A run with what its units answer. */
export interface LookedAt {
  readonly subject: Pick<OpenedSubject, "kept">;
  readonly living: readonly LivingUnits[];
}

/**
 * The filters of the convolution before an activation, in the sick run and in the cured one: which units are dead, and which of
 * these came to life.
 *
 * @param activation its place, such as "9.relu"
 */
export function filtersOf(sick: LookedAt, cured: LookedAt, activation: string): CaseStory["filters"] {
  const place = Number.parseInt(activation, 10) - 1;
  const aliveIn = ({ living }: LookedAt): Uint8Array | undefined =>
    living.find(({ weights, layer }) => weights === "kept" && layer === activation)?.ever;
  const weightOf = ({ subject: { kept } }: LookedAt) =>
    [...(kept ?? [])].find(([name]) => name.startsWith(`${place}.`) && name.endsWith(".weight"));
  const [before, after] = [weightOf(sick), weightOf(cured)];
  const [aliveBefore, aliveAfter] = [aliveIn(sick), aliveIn(cured)];
  const isConvolution = before !== undefined && before[1].shape.length === 4;
  if (!isConvolution || after === undefined || aliveBefore === undefined || aliveAfter === undefined) return [];
  const [units, channels, side] = before[1].shape as readonly [number, number, number];
  const kernel = (data: ArrayLike<number | bigint>, unit: number): number[] => {
    const mean = new Array<number>(side * side).fill(0);
    for (let i = 0; i < channels * side * side; i += 1) {
      mean[i % (side * side)]! += Number(data[unit * channels * side * side + i]) / channels;
    }
    return mean;
  };
  return Array.from({ length: Math.min(mostUnits, units) }, (_, unit) => ({
    layer: `${before[0].slice(0, -".weight".length)}`,
    ...{ unit, side },
    sick: kernel(before[1].data, unit),
    cured: kernel(after[1].data, unit),
    isDead: aliveBefore[unit] === 0,
    isRevived: aliveBefore[unit] === 0 && aliveAfter[unit] === 1,
  }));
}
