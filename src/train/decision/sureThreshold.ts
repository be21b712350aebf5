import { binomialTail, lowerBound } from "./binomial.ts";

/** How many of the surest photos there are above a threshold, and how many of them were answered rightly. */
export interface CurvePoint {
  /** Confidence, 0..1: photos at or above it are counted. */
  readonly threshold: number;
  readonly accepted: number;
  readonly right: number;
}

/** A threshold that was shown to hold a precision. */
export interface SureThreshold extends CurvePoint {
  /** The precision is above this with a confidence of 95 %: Clopper and Pearson's one-sided bound of `right` of `accepted`. */
  readonly lowerBound: number;
}

/** The chance that is left for a threshold whose precision is under the target after all. */
const risk = 0.05;

/** How finely photos are counted: in steps of half a per cent of them, or one by one up to 200. */
const curveSteps = 200;

/** How many thresholds are tried at most. */
const trials = 20;

/**
 * The surest 0.5 %, 1 %, … 100 % of photos, with how many of each were answered rightly. Photos of equal confidence stay
 * together. A threshold lies midway between the last photo accepted and the next; the last one at the least sure photo.
 *
 * @param confidence [n] probability of the predicted class, 0..1
 * @param correct [n] 1 where the prediction was right, else 0
 * @returns thresholds falling; empty for n = 0
 */
export function acceptanceCurve(confidence: ArrayLike<number>, correct: ArrayLike<number>): CurvePoint[] {
  const n = confidence.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => confidence[b]! - confidence[a]!);
  const points: CurvePoint[] = [];
  let accepted = 0;
  let right = 0;
  for (let step = 1; step <= curveSteps; step += 1) {
    const before = accepted;
    const wanted = Math.ceil((n * step) / curveSteps);
    while (accepted < n && (accepted < wanted || isTied(accepted))) {
      right += correct[order[accepted]!]!;
      accepted += 1;
    }
    if (accepted === before) continue;
    const last = confidence[order[accepted - 1]!]!;
    const next = accepted === n ? last : confidence[order[accepted]!]!;
    points.push({ threshold: (last + next) / 2, accepted, right });
  }
  return points;

  function isTied(place: number): boolean {
    return place > 0 && confidence[order[place]!] === confidence[order[place - 1]!];
  }
}

/** How many photos, all answered rightly, a precision takes to be shown: 59 for 0.95. */
export function fewestForPrecision(precision: number): number {
  return Math.ceil(Math.log(risk) / Math.log(precision));
}

/**
 * The lowest threshold at which the answers accepted are shown to have a precision, or undefined when these photos cannot
 * show it at any.
 *
 * Trying all thresholds and taking the best of them would find a lucky one. Here they are tried in an order that is fixed
 * beforehand: from the surest fifth of the photos (or as many as the precision takes at all) downwards by about twentieths,
 * each by an exact binomial test of "the precision is under the target" at 5 %, and the first that fails ends it. With
 * chance 95 % or more the threshold's precision on new photos like these is then not under the target, provided that
 * precision does not rise as the threshold falls: the first threshold under the target is tested once, at 5 %, before any
 * below it. Only such numbers of photos are tried as just allow one mistake more (59, 93, 124 … for 0.95): between them
 * more photos would be asked for, with no more mistakes.
 *
 * @param curve of photos that the network did not learn from
 * @param precision the target, above 0 and below 1
 * @source  fixed-sequence testing, section 4.3 of Angelopoulos et al. 2021, "Learn then Test: calibrating predictive
 *          algorithms to achieve risk control"; the question is that of Geifman & El-Yaniv 2017, "Selective
 *          classification for deep neural networks"
 */
export function sureThreshold(curve: readonly CurvePoint[], precision: number): SureThreshold | undefined {
  let held: CurvePoint | undefined;
  for (const point of triedPoints(curve, precision)) {
    if (binomialTail(point.right, point.accepted, precision) > risk) break;
    held = point;
  }
  return held && { ...held, lowerBound: lowerBound(held.right, held.accepted, 1 - risk) };
}

/** The points of a curve that are tested, in their order; which they are depends on numbers of photos alone. */
function triedPoints(curve: readonly CurvePoint[], precision: number): Set<CurvePoint> {
  const n = curve.at(-1)?.accepted ?? 0;
  const fewest = fewestForPrecision(precision);
  const tried = new Set<CurvePoint>();
  for (let trial = 1; trial <= trials && fewest <= n; trial += 1) {
    const wanted = Math.max(fewest, n / 5, (n * trial) / trials);
    const count = firstAllowingMore(Math.ceil(wanted), n, precision);
    tried.add(curve.find(({ accepted }) => accepted >= count)!);
  }
  return tried;
}

/** The smallest count from `from` on that allows one mistake more than the count before it; `most` when there is none. */
function firstAllowingMore(from: number, most: number, precision: number): number {
  const allows = (count: number, mistakes: number): boolean => binomialTail(count - mistakes, count, precision) <= risk;
  let mistakes = 0;
  while (allows(from - 1, mistakes)) mistakes += 1;
  let count = from;
  while (count < most && !allows(count, mistakes)) count += 1;
  return count;
}
