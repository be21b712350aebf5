import { WrasseError } from "../../base/errors.ts";
import type { Config } from "../../config/config.ts";
import { type OpenOptions, openTraining } from "../../train/openTraining.ts";
import { type LearningRateRange, type LearningRateRangeOptions, learningRateRange } from "./learningRateRange.ts";
import { fewestSeeds, type LearningRateSuggestion, suggestLearningRate } from "./learningRateSuggestion.ts";

export interface FindLearningRateOptions extends OpenOptions, Omit<LearningRateRangeOptions, "seeds"> {
  /** How many seeds, from the config's own on; 3 or more, default 3. */
  readonly seeds?: number | undefined;
}

export interface FoundLearningRate {
  readonly suggestion: LearningRateSuggestion;
  readonly range: LearningRateRange;
}

/**
 * Finds a learning rate for a config by the range test: each seed trains `steps` steps from its first weights. Neither the
 * config's learning rate nor its schedule matters, and nothing is written.
 *
 * @throws WrasseError "option-invalid" for too few seeds, "range-wrong", and those of `train`; the signal's reason when it is aborted
 * @example
 * const { suggestion } = await findLearningRate(makeConfig(undefined, [["data.path", "photos"]]));
 * if (suggestion.verdict === "suggested") console.log(suggestion.learningRate);
 */
export async function findLearningRate(
  config: Config,
  { seeds = fewestSeeds, tell, cacheDirectory, ...options }: FindLearningRateOptions = {},
): Promise<FoundLearningRate> {
  if (!Number.isInteger(seeds) || seeds < fewestSeeds) {
    throw new WrasseError("option-invalid", {
      at: "seeds",
      expected: `${fewestSeeds} or more: one curve alone cannot show what is noise, and of two that differ neither is the odd one`,
      got: seeds,
      hint: `leave seeds out for ${fewestSeeds}`,
    });
  }
  const { signal } = options;
  const { dataset, planOf, close } = await openTraining(config, { ...(tell && { tell }), signal, cacheDirectory });
  try {
    const list = Array.from({ length: seeds }, (_, i) => config.seed + i);
    const range = await learningRateRange(planOf, dataset, { ...options, seeds: list });
    return { suggestion: suggestLearningRate(range), range };
  } finally {
    close();
  }
}
