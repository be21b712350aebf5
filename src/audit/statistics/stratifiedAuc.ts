import { mean } from "../../base/averages.ts";
import { assert } from "../../base/errors.ts";
import { newcombeInterval } from "../../train/metrics/delong.ts";
import { midranks } from "../../train/metrics/midranks.ts";
import { criticalValue, type Interval } from "../../train/metrics/wilson.ts";

export interface StratifiedAuc {
  /** 0..1 */
  readonly auc: number;
  /** Of `auc`. */
  readonly variance: number;
  /** Symmetric in logit(auc), so inside 0..1. */
  readonly interval: Interval;
  /** Positives and negatives in strata that have both. */
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Area under the ROC curve from pairs within one stratum only, so that strata of other sizes in the two kinds tell nothing:
 * the mean of the strata's areas, each weighted by m n / (m + n) (van Elteren's weights). With one stratum, DeLong's.
 *
 * The variance is DeLong's, with the spread of the placements pooled over the strata, as a stratum may have one photo of a
 * kind. Where all placements are equal (a perfect separation), the interval is Newcombe's for as many of each kind.
 *
 * @param scores [n] higher means more likely positive
 * @param isPositive [n] 1 for a positive, else 0
 * @param strata [n] which pairs may be compared
 * @param confidence in 0..1 (default 0.95)
 * @returns null where no stratum has both kinds, or none has two of a kind
 * @source DeLong, DeLong & Clarke-Pearson 1988; van Elteren 1960, "On the combination of independent two-sample tests of
 *   Wilcoxon"
 */
export function stratifiedAuc(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<number>,
  strata: ArrayLike<number>,
  confidence = 0.95,
): StratifiedAuc | null {
  assert(scores.length === isPositive.length && scores.length === strata.length, "each score has its kind and stratum");
  const compared = [...new Set(Array.from(strata))]
    .map((stratum) => placementsOf(stratum, scores, isPositive, strata))
    .filter(({ below, above }) => below.length > 0 && above.length > 0);
  const totalWeight = compared.reduce((sum, one) => sum + weightOf(one), 0);
  const spreadBelow = pooledVariance(compared.map(({ below }) => below));
  const spreadAbove = pooledVariance(compared.map(({ above }) => above));
  if (spreadBelow === null || spreadAbove === null) return null;
  let area = 0;
  let variance = 0;
  for (const one of compared) {
    const share = weightOf(one) / totalWeight;
    area += share * mean(one.below);
    variance += share * share * (spreadBelow / one.below.length + spreadAbove / one.above.length);
  }
  area = Math.min(1, Math.max(0, area)); // a sum of shares may round past the end
  const positives = compared.reduce((sum, { below }) => sum + below.length, 0);
  const negatives = compared.reduce((sum, { above }) => sum + above.length, 0);
  return {
    auc: area,
    variance,
    interval: intervalOf(area, variance, positives, negatives, confidence),
    positives,
    negatives,
  };
}

/** Symmetric in logit(area); Newcombe's where the strata are wholly apart, whose variance of 0 does not make the area certain. */
function intervalOf(
  area: number,
  variance: number,
  positives: number,
  negatives: number,
  confidence: number,
): Interval {
  if (variance === 0 || area <= 0 || area >= 1) return newcombeInterval(area, positives, negatives, confidence);
  const logit = Math.log(area / (1 - area));
  const half = (criticalValue(confidence) * Math.sqrt(variance)) / (area * (1 - area));
  return [1 / (1 + Math.exp(half - logit)), 1 / (1 + Math.exp(-half - logit))];
}

interface Placements {
  /** For each positive of the stratum, the share of its negatives below it. */
  readonly below: readonly number[];
  /** For each negative, the share of its positives above it. */
  readonly above: readonly number[];
}

function placementsOf(
  stratum: number,
  scores: ArrayLike<number>,
  isPositive: ArrayLike<number>,
  strata: ArrayLike<number>,
): Placements {
  const members = Array.from({ length: scores.length }, (_, i) => i).filter((i) => strata[i] === stratum);
  const positives = members.filter((i) => isPositive[i] === 1);
  const negatives = members.filter((i) => isPositive[i] !== 1);
  const among = midranks([...positives, ...negatives].map((i) => scores[i]!));
  const own = [midranks(positives.map((i) => scores[i]!)), midranks(negatives.map((i) => scores[i]!))] as const;
  return {
    below: positives.map((_, place) => (among[place]! - own[0][place]!) / negatives.length),
    above: negatives.map((_, place) => 1 - (among[positives.length + place]! - own[1][place]!) / positives.length),
  };
}

function weightOf({ below, above }: Placements): number {
  return (below.length * above.length) / (below.length + above.length);
}

/** Of values about their own group's mean; null where no group has two. */
function pooledVariance(groups: readonly (readonly number[])[]): number | null {
  let squares = 0;
  let freedom = 0;
  for (const group of groups) {
    const centre = mean(group);
    for (const value of group) squares += (value - centre) ** 2;
    freedom += group.length - 1;
  }
  return freedom === 0 ? null : squares / freedom;
}
