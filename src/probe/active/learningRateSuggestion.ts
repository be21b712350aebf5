import { mean, median } from "../../base/averages.ts";
import { type LearningRateRange, lagFactor, type RangeCurve, type RangePoint } from "./learningRateRange.ts";

/** Where one seed's curve says what. Rates are put back by the lag of the smoothing; null where there is none. */
export interface SeedReading {
  readonly seed: number;
  /** Mean of the first losses. */
  readonly firstLoss: number | null;
  readonly lowestLoss: number | null;
  /**
   * How far the lowest smoothed loss is below chance (or below the first losses, where those are lower), in standard
   * deviations of the smoothed loss' noise.
   */
  readonly evidence: number;
  /** Whether the loss fell clearly below chance. */
  readonly learns: boolean;
  /** From this rate on the smoothed loss was below chance. */
  readonly learnsFrom: number | null;
  /** The middle of the steepest fall over a decade and a half, wherever it is. */
  readonly steepestAt: number | null;
  /** The rate of the lowest smoothed loss. */
  readonly lowestAt: number | null;
  /** A tenth of `lowestAt`. */
  readonly tenthOfLowest: number | null;
  /** The middle between `learnsFrom` and `lowestAt` on a logarithmic scale: this seed's suggestion. */
  readonly suggestion: number | null;
}

interface Judged {
  /** In whole sentences. */
  readonly reason: string;
  readonly seeds: readonly SeedReading[];
}

export interface Suggested extends Judged {
  readonly verdict: "suggested";
  /** The highest rate of a training; median over the seeds that learn. */
  readonly learningRate: number;
  /** The lowest and the highest of the seeds' suggestions. */
  readonly spread: readonly [low: number, high: number];
  /** Where the loss first gets below chance: the lower end of a cycle. Median over seeds. */
  readonly learnsFrom: number;
  /** Where the loss is lowest, from where on it grows: no rate should come near. Median over seeds. */
  readonly lowestAt: number;
}

export interface Refused extends Judged {
  readonly verdict: "refused";
  readonly code: "nothing-descends" | "seeds-disagree" | "range-starts-too-high" | "range-ends-too-low";
  /** What to do, as an imperative sentence without a full stop. */
  readonly hint: string;
}

export type LearningRateSuggestion = Suggested | Refused;

/** Seeds whose suggestions differ by more than this say nothing. */
const widestSpread = 10;
/**
 * Standard deviations; a proposal. Smoothed noise about chance itself, the hardest case, passes in one seed of fifty
 * (learningRateSuggestion.test.ts), and it takes most seeds; shuffled labels stay above chance, as their noise is learnt.
 */
const leastEvidence = 3.5;
/** A fall must be this share of the loss at least, so that one without any noise is no proof by itself. */
const leastFall = 0.01;
/** Losses that the first loss is the mean of. */
const firstSteps = 5;
/** Half of the width over which a slope is measured, in decades. */
const halfWindow = 0.75;

/** The fewest seeds that a suggestion is made from: with two, a disagreement does not show which one is odd. */
export const fewestSeeds = 3;

/**
 * A learning rate from range tests, or the reason why there is none.
 *
 * A seed learns where its loss falls below chance, what the classes' shares alone give, by more than its noise. The rates at
 * which it learns begin there and end where the loss is lowest; the suggestion is their middle on a logarithmic scale,
 * and over seeds the median. Both ends move with the number of steps by less than the steepest descent does, which for
 * a network that begins far above chance is where it learns no more than to guess.
 *
 * Refused where half of the seeds or more do not learn, where the range cuts off one of the ends, and where the seeds'
 * suggestions differ by more than a factor of 10.
 */
export function suggestLearningRate(range: LearningRateRange): LearningRateSuggestion {
  const seeds = range.curves.map((curve) => readCurve(curve, range));
  const learning = seeds.filter(({ learns }) => learns);
  const isMost = (count: number): boolean => count > seeds.length / 2;
  const open = openEnds(range, seeds);
  if (!isMost(learning.length)) return { ...nothingDescends(range, seeds, learning.length, isMost(open.above)), seeds };
  if (isMost(open.below)) {
    return {
      verdict: "refused",
      code: "range-starts-too-high",
      reason: `The loss is already falling at ${rate(range.from)}, the first rate: where it begins to fall cannot be seen.`,
      hint: `start lower, at ${rate(range.from / 100)}`,
      seeds,
    };
  }
  if (isMost(open.above)) {
    return {
      verdict: "refused",
      code: "range-ends-too-low",
      reason: `The loss is still at its lowest at ${rate(range.to)}, the last rate: where it begins to grow cannot be seen.`,
      hint: `go on higher, to ${rate(range.to * 100)}`,
      seeds,
    };
  }
  const suggestions = learning.map(({ suggestion }) => suggestion!);
  const spread = [Math.min(...suggestions), Math.max(...suggestions)] as const;
  if (spread[1] / spread[0] > widestSpread) {
    return {
      verdict: "refused",
      code: "seeds-disagree",
      reason: `The seeds' suggestions go from ${rate(spread[0])} to ${rate(spread[1])}, a factor of ${(spread[1] / spread[0]).toFixed(0)}; more than ${widestSpread} is no agreement.`,
      hint: "take more steps or larger batches, which makes the curves smoother, or more seeds",
      seeds,
    };
  }
  const learnsFrom = medianRate(learning.map((seed) => seed.learnsFrom!));
  const lowestAt = medianRate(learning.map((seed) => seed.lowestAt!));
  const learningRate = medianRate(suggestions);
  const who =
    learning.length === seeds.length ? `all ${seeds.length} seeds` : `${learning.length} of ${seeds.length} seeds`;
  return {
    verdict: "suggested",
    learningRate,
    spread,
    learnsFrom,
    lowestAt,
    reason: `In ${who} the loss falls below chance (${range.chanceLoss.toFixed(2)}): from about ${rate(learnsFrom)} on, down to its lowest at about ${rate(lowestAt)}. ${rate(learningRate)} is the middle of these rates; the seeds' own lie between ${rate(spread[0])} and ${rate(spread[1])}.`,
    seeds,
  };
}

/** A rate as people write it, to two digits: 0.0034, 1.2e-7. */
export function rate(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return rounded >= 1e-4 && rounded < 1e4 ? String(rounded) : rounded.toExponential();
}

function nothingDescends(
  { chanceLoss, curves, from, to, steps, smoothing }: LearningRateRange,
  seeds: readonly SeedReading[],
  learning: number,
  isOpenAbove: boolean,
): Omit<Refused, "seeds"> {
  const common = { verdict: "refused", code: "nothing-descends" } as const;
  if (curves.every(({ points, end }) => end === "loss-not-finite" && points.length <= settledFrom(smoothing))) {
    return {
      ...common,
      reason: `The loss is not finite from the first steps on, at rates from ${rate(from)}.`,
      hint: "start lower; if that does not help, look at the first weights (initializer) and at the photos",
    };
  }
  const lowest = Math.min(...seeds.map(({ lowestLoss }) => lowestLoss ?? Infinity));
  const who = learning === 0 ? "no seed" : `only ${learning} of ${seeds.length} seeds`;
  return {
    ...common,
    reason: `In ${who} the loss falls clearly below ${chanceLoss.toFixed(2)}, which the classes' shares alone give (lowest: ${lowest.toFixed(2)}): at no rate does the network learn from the photos.`,
    hint: isOpenAbove
      ? `go on higher than ${rate(to)}, where the loss is lowest; if that does not help, check labels, photos and first weights`
      : `check labels, photos and first weights; where those are right, take more steps (${3 * steps})`,
  };
}

interface OpenEnds {
  /** Seeds that learn from the first rate on. */
  readonly below: number;
  /** Seeds whose loss is lowest at the last rate. */
  readonly above: number;
}

function openEnds({ curves, from, smoothing }: LearningRateRange, seeds: readonly SeedReading[]): OpenEnds {
  // Lowest among the last few steps, which is as far as the smoothing can see.
  const few = smoothing / (1 - smoothing) / 2;
  const isAbove = ({ points, end }: RangeCurve): boolean =>
    end === "highest-rate" && indexOfLowest(points, settledFrom(smoothing)) >= points.length - 1 - few;
  return {
    below: seeds.filter(({ learns, learnsFrom }) => learns && learnsFrom! <= from).length,
    above: curves.filter(isAbove).length,
  };
}

function readCurve({ seed, points }: RangeCurve, range: LearningRateRange): SeedReading {
  const { chanceLoss, smoothing } = range;
  const settled = settledFrom(smoothing);
  if (points.length <= settled) return { ...nothingRead, seed };
  const losses = points.map(({ loss }) => loss);
  const first = losses.slice(0, firstSteps);
  const firstLoss = first.reduce((sum, loss) => sum + loss, 0) / first.length;
  const lowest = indexOfLowest(points, settled);
  const lowestLoss = points[lowest]!.smoothedLoss;
  const level = Math.min(chanceLoss, firstLoss);
  const noise = noiseOf(losses.slice(0, Math.max(lowest + 1, losses.length / 2))) * keptNoise(smoothing);
  const evidence = level === lowestLoss ? 0 : (level - lowestLoss) / Math.max(noise, Number.EPSILON);
  const learns = evidence > leastEvidence && level - lowestLoss > leastFall * Math.abs(level);
  const lag = lagFactor(range);
  const rateAt = (index: number): number => points[index]!.learningRate / lag;
  const lastAbove = points.slice(0, lowest).findLastIndex(({ smoothedLoss }) => smoothedLoss >= level);
  const learnsFrom = learns ? rateAt(lastAbove + 1) : null;
  const lowestAt = rateAt(lowest);
  return {
    seed,
    firstLoss,
    lowestLoss,
    evidence,
    learns,
    learnsFrom,
    steepestAt: steepestAt(points.slice(0, lowest + 1)),
    lowestAt,
    tenthOfLowest: lowestAt / 10,
    suggestion: learnsFrom === null ? null : Math.sqrt(learnsFrom * lowestAt),
  };
}

const nothingRead = {
  firstLoss: null,
  lowestLoss: null,
  evidence: 0,
  learns: false,
  learnsFrom: null,
  steepestAt: null,
  lowestAt: null,
  tenthOfLowest: null,
  suggestion: null,
} as const;

/** The step from which on the smoothed loss is about as smooth as it becomes: before, it is the mean of few. */
function settledFrom(smoothing: number): number {
  return Math.ceil((2 * smoothing) / (1 - smoothing));
}

/** The deviation of a smoothed loss over that of a single one, where losses are independent. */
function keptNoise(smoothing: number): number {
  return Math.sqrt((1 - smoothing) / (1 + smoothing));
}

/**
 * The deviation of losses around a curve that is nowhere known: from the median distance of neighbours, which no slope and
 * no outlier moves much. Source  Rice 1984, "Bandwidth choice for nonparametric regression", by medians.
 */
function noiseOf(losses: readonly number[]): number {
  const distances = losses.slice(1).map((loss, i) => Math.abs(loss - losses[i]!));
  return median(distances) / (medianOfNormal * Math.SQRT2);
}

/** The median of |x| for a standard normal x. */
const medianOfNormal = 0.6745;

function indexOfLowest(points: readonly RangePoint[], from: number): number {
  return points.reduce(
    (best, { smoothedLoss }, i) => (i > from && smoothedLoss < points[best]!.smoothedLoss ? i : best),
    Math.min(from, points.length - 1),
  );
}

/** The rate around which the losses fall steepest over the logarithm of the rate, by least squares; null where none fall. */
function steepestAt(points: readonly RangePoint[]): number | null {
  const places = points.map(({ learningRate }) => Math.log10(learningRate));
  let best: { slope: number; place: number } | undefined;
  for (const place of places) {
    if (place - halfWindow < places[0]! || place + halfWindow > places.at(-1)!) continue;
    const inside = points.flatMap(({ loss }, i) =>
      Math.abs(places[i]! - place) <= halfWindow ? [{ x: places[i]!, y: loss }] : [],
    );
    const slope = slopeOf(inside);
    if (slope < (best?.slope ?? 0)) best = { slope, place };
  }
  return best === undefined ? null : 10 ** best.place;
}

function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number {
  const x = mean(points.map((point) => point.x));
  const y = mean(points.map((point) => point.y));
  const along = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  return along === 0 ? 0 : points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / along;
}

/** The median on a logarithmic scale. */
export function medianRate(rates: readonly number[]): number {
  return 10 ** median(rates.map(Math.log10));
}
