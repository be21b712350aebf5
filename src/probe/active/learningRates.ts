import { defineActiveProbe, type Probed, type ProbedWeights } from "./activeProbe.ts";
import { type LearningRateRange, learningRateRange } from "./learningRateRange.ts";
import { fewestSeeds, medianRate, suggestLearningRate } from "./learningRateSuggestion.ts";
import type { Subject } from "./subject.ts";
import { twinPlan } from "./weightsOf.ts";

export interface MeasureRatesOptions {
  /** Of each of the two nets; 3 or more, default 3. */
  readonly seeds?: number;
  /** Learning rates from 1e-5 to 3; default 180. */
  readonly steps?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Range tests of a training and of its healthy twin, over the same rates, seeds and photos. */
export interface MeasuredRates {
  /** From the training's own first weights. */
  readonly given: LearningRateRange;
  /** From He-initialised ones, biases 0. */
  readonly twin: LearningRateRange;
  readonly probed: readonly Probed[];
}

/** Every rate at which a net of a usual form and optimiser learns. */
export const probedRange = { from: 1e-5, to: 3 } as const;
/** 33 steps a decade: a plain net of six convolutions then comes clearly below chance; with ten it does not. */
const defaultSteps = 180;
/** Photos in a step at most: what a rate does to first weights shows with few. */
const mostPhotos = 32;

/** Two range tests of each seed: is it the rate, or is it what the net begins with? */
export async function measureRates(subject: Subject, options: MeasureRatesOptions = {}): Promise<MeasuredRates> {
  const { seeds = fewestSeeds, steps = defaultSteps, signal, onProgress } = options;
  const { dataset, seed, session } = subject;
  const list = Array.from({ length: seeds }, (_, i) => seed + i);
  const measure = (isTwin: boolean): Promise<LearningRateRange> =>
    learningRateRange(
      (own) => {
        const plan = subject.planOf(own);
        return { ...(isTwin ? twinPlan(plan) : plan), batch: Math.min(plan.batch, mostPhotos) };
      },
      dataset,
      {
        ...session,
        ...probedRange,
        seeds: list,
        steps,
        signal,
        onProgress: (done, total) => onProgress?.((isTwin ? total : 0) + done, 2 * total),
      },
    );
  const given = await measure(false);
  const twin = await measure(true);
  return { given, twin, probed: [...rangeFigures(given, "first"), ...rangeFigures(twin, "twin")] };
}

/**
 * The range test from the given first weights and from those of a He-initialised twin. If no rate lowers the loss of the given
 * net but many do of its twin, the rate is not to blame.
 */
export const learningRates = defineActiveProbe({
  id: "learning-rate-range",
  price: "six range tests of 180 steps",
  canMeasure: ({ isTraining }) => isTraining,
  measure: async (subject, options) => (await measureRates(subject, options)).probed,
});

function rangeFigures(range: LearningRateRange, weights: ProbedWeights): readonly Probed[] {
  const suggestion = suggestLearningRate(range);
  const { seeds } = suggestion;
  const n = seeds.length;
  const decades = Math.log10(range.to / range.from);
  const learning = seeds.filter(({ learns }) => learns);
  const shares = seeds.map(({ learns, learnsFrom, lowestAt }) =>
    learns ? Math.min(1, Math.max(0, Math.log10(lowestAt! / learnsFrom!) / decades)) : 0,
  );
  const share = shares.reduce((sum, value) => sum + value, 0) / n;
  const found: Probed[] = [{ quantity: "descending-rate-share", value: share, weights, n }];
  if (suggestion.verdict === "suggested") {
    const { learningRate, spread } = suggestion;
    found.push({ quantity: "suggested-learning-rate", value: learningRate, interval: spread, weights, n });
  }
  if (learning.length > 0) {
    const [lowest, highest] = [learning.map((one) => one.learnsFrom!), learning.map((one) => one.lowestAt!)];
    found.push({ quantity: "lowest-useful-rate", value: medianRate(lowest), weights, n: learning.length });
    found.push({ quantity: "highest-useful-rate", value: medianRate(highest), weights, n: learning.length });
  }
  return found;
}
