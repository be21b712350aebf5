import type { Config } from "../config/config.ts";
import { fixedSequence, holm } from "./statistics/severalTests.ts";
import { type ArmResult, runTrial, type TrialOptions, type TrialPair } from "./trial.ts";

/** The level of every test, and the fewest pairs whose exact sign-flip p can be below it. */
const level = 0.05;
export const fewestPairs = 6;

/** A remedy that is to be proven on a sick config. */
export interface ToProve {
  readonly remedy: string;
  /** The disorder that it is for. */
  readonly for: string;
  /** The sick config with the remedy. */
  readonly config: Config;
  /** The other way round: the disorder's fault in a config that is healthy without it; where one is known. */
  readonly twin?: { readonly fault: string; readonly healthy: Config; readonly sick: Config } | undefined;
}

export interface ProveOptions extends Omit<TrialOptions, "arms" | "isEnough"> {
  /** In an order that owes nothing to the seeds of this proof: the likeliest first. */
  readonly remedies: readonly ToProve[];
  /** A change of equal cost that has nothing to do with the disorders. */
  readonly placebo: { readonly remedy: string; readonly config: Config } | undefined;
}

/** What a change did over pairs. */
export interface Effect {
  /** Mean of treated minus control, validation accuracy. */
  readonly effect: number;
  /** The mean's, 95 %, by Student's t; null for fewer than two pairs. */
  readonly interval: readonly [number, number] | null;
}

export interface Proof extends Effect {
  readonly remedy: string;
  readonly for: string;
  readonly metric: "validation-accuracy";
  /** Two-sided, exact sign-flip. */
  readonly p: number;
  /** The same with all remedies of the proof in mind (`adjustment`). */
  readonly adjustedP: number;
  readonly placebo: (Effect & { readonly remedy: string }) | null;
  /** Pairs. */
  readonly seeds: number;
  readonly pairs: readonly TrialPair[];
  readonly twin?: Effect & { readonly fault: string; readonly p: number; readonly seeds: number };
  readonly verdict: "proven" | "likely" | "not-shown";
}

export interface Proofs {
  readonly proofs: readonly Proof[];
  /** How p values were adjusted for the number of remedies. */
  readonly adjustment: "holm" | "fixed-sequence";
  readonly trainings: number;
  /** Every pair that was asked for is there. */
  readonly isWhole: boolean;
}

/**
 * Tries remedies on a sick config against the config as it is, beside a placebo; where a healthy twin is given, also the
 * disorder's fault on that.
 *
 * *Proven* is a remedy that lifts validation accuracy by more than chance (exact two-sided sign-flip over 6 pairs or more,
 * p < 0.05 with all remedies in mind, the interval's lower end above 0) where the placebo does not (its interval reaches 0,
 * or its effect is under half of the remedy's), and whose fault, where it was tried, makes the healthy twin worse (the
 * interval's upper end below 0). *Likely* is one whose interval is above 0, or with fewer pairs one that is better in all of
 * them. What has no pair is left out.
 *
 * p values are adjusted by Holm's method where so many pairs can show anything by it, else as a fixed sequence; which of the
 * two is decided by the numbers of seeds and remedies alone.
 *
 * @throws those of `runTrial`
 */
export async function prove({ remedies, placebo, ...options }: ProveOptions): Promise<Proofs> {
  const arms = [
    ...(placebo === undefined ? [] : [{ id: placeboArm, config: placebo.config }]),
    ...remedies.map(({ config }, i) => ({ id: String(i), config })),
  ];
  const trial = await runTrial({ ...options, arms });
  const twins = await proveTwins(remedies, options);
  const armOf = (id: string): ArmResult | undefined => trial.arms.find((arm) => arm.id === id && arm.effect !== null);
  const found = remedies.flatMap((remedy, i) => {
    const arm = armOf(String(i));
    return arm === undefined ? [] : [{ remedy, arm, twin: twins.arms.get(remedy) }];
  });
  const ps = found.map(({ arm }) => arm.effect!.p);
  const isHolm = remedies.length * 2 ** (1 - options.seeds.length) < level;
  const adjusted = isHolm ? holm(ps) : fixedSequence(ps);
  const placeboEffect = placebo && effectOf(armOf(placeboArm));
  return {
    proofs: found.map(({ remedy, arm, twin }, i): Proof => {
      const twinEffect = effectOf(twin);
      const proof = {
        remedy: remedy.remedy,
        for: remedy.for,
        metric: trial.metric,
        ...effectOf(arm)!,
        p: ps[i]!,
        adjustedP: adjusted[i]!,
        placebo: placeboEffect === undefined ? null : { remedy: placebo!.remedy, ...placeboEffect },
        seeds: arm.pairs.length,
        pairs: arm.pairs,
        ...(twinEffect === undefined
          ? {}
          : {
              twin: {
                fault: remedy.twin!.fault,
                ...twinEffect,
                p: twin!.effect!.p,
                seeds: twin!.pairs.length,
              },
            }),
      };
      return { ...proof, verdict: verdictOf(proof, remedy.twin !== undefined) };
    }),
    adjustment: isHolm ? "holm" : "fixed-sequence",
    trainings: trial.trainings + twins.trainings,
    isWhole: trial.isWhole && twins.isWhole,
  };
}

const placeboArm = "placebo";

/** Each fault in its healthy twin, with the seeds of the proof. */
async function proveTwins(
  remedies: readonly ToProve[],
  options: Omit<TrialOptions, "arms">,
): Promise<{ arms: Map<ToProve, ArmResult>; trainings: number; isWhole: boolean }> {
  const arms = new Map<ToProve, ArmResult>();
  let trainings = 0;
  let isWhole = true;
  for (const remedy of remedies) {
    if (remedy.twin === undefined) continue;
    const { fault, healthy, sick } = remedy.twin;
    const found = await runTrial({ ...options, config: healthy, arms: [{ id: fault, config: sick }] });
    arms.set(remedy, found.arms[0]!);
    trainings += found.trainings;
    isWhole &&= found.isWhole;
  }
  return { arms, trainings, isWhole };
}

function effectOf(arm: ArmResult | undefined): Effect | undefined {
  if (arm?.effect == null) return undefined;
  return { effect: arm.effect.mean, interval: arm.effect.interval };
}

function verdictOf(proof: Omit<Proof, "verdict">, isTwinAsked: boolean): Proof["verdict"] {
  const { effect, interval, adjustedP, seeds, placebo, twin, pairs } = proof;
  if (effect <= 0 || interval === null) return "not-shown";
  const isAboveChance = interval[0] > 0;
  const isPlaceboLess =
    placebo !== null &&
    placebo.interval !== null &&
    placebo.effect < effect &&
    (placebo.interval[0] <= 0 || placebo.effect < effect / 2);
  const isReproduced = !isTwinAsked || (twin?.interval != null && twin.interval[1] < 0);
  if (isAboveChance && adjustedP < level && seeds >= fewestPairs && isPlaceboLess && isReproduced) return "proven";
  const isAlwaysBetter = seeds < fewestPairs && pairs.every(({ control, treated }) => treated > control);
  return isAboveChance || isAlwaysBetter ? "likely" : "not-shown";
}
