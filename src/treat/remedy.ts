import type { Config } from "../config/config.ts";

/** What a remedy may need to know beside the config. */
export interface Circumstances {
  /** The learning rate that the range test suggests for a config; undefined where it refuses. */
  readonly suggestRate?: (config: Config) => Promise<number | undefined>;
  /** The layer that a finding names, such as "3.relu". */
  readonly layer?: string | undefined;
}

/**
 * A change of a training: config to config, so that it can be shown as a diff, stored, compared and taken back. Remedies cure,
 * faults make sick, placebos do neither; they are one kind of thing.
 */
export interface Remedy {
  /** Such as "he-init". */
  readonly id: string;
  readonly kind: "remedy" | "fault" | "placebo";
  /** One sentence: what is changed. */
  readonly summary: string;
  /** What it may cost, in words. */
  readonly mayCost: string;
  /** Trainings of the changed config take this many times as long; for ordering. */
  readonly price: number;
  /** Whether there is anything to change. */
  readonly appliesTo: (config: Config) => boolean;
  /** @returns a checked config; the one given stays as it is */
  readonly apply: (config: Config, circumstances?: Circumstances) => Config | Promise<Config>;
}

export function defineRemedy(remedy: Remedy): Remedy {
  return Object.freeze(remedy);
}
