import type { Config } from "../config/config.ts";
import type { Probed } from "../probe/active/activeProbe.ts";
import type { ProbedQuantityId } from "../probe/active/quantities.ts";
import type { RunRecord } from "../train/record/record.ts";

/** All that is known of a training: what it recorded, its config where it has one, and what active probes measured. */
export interface Facts {
  /** What was measured while it trained; without series where only a model's file is known. */
  readonly record: RunRecord;
  readonly config: Config | undefined;
  readonly probed: readonly Probed[];
}

type Where = Partial<Pick<Probed, "weights" | "part" | "layer" | "class">>;

/** What active probes measured of one quantity, in their order. */
export function probedOf(facts: Facts, quantity: ProbedQuantityId, where: Where = {}): readonly Probed[] {
  const wanted = Object.entries(where);
  return facts.probed.filter(
    (one) => one.quantity === quantity && wanted.every(([key, value]) => one[key as keyof Where] === value),
  );
}

/** The one number of a quantity; undefined where it was not measured. */
export function probedValue(facts: Facts, quantity: ProbedQuantityId, where: Where = {}): number | undefined {
  return probedOf(facts, quantity, where)[0]?.value;
}
