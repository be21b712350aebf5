import { type Draws, draws, permutation } from "../../base/random.ts";
import type { Part } from "../../data/photo.ts";
import type { Check, Concern, Quantity } from "../check.ts";
import { type Features, standardised } from "../features/principalComponents.ts";
import { dealFolds } from "../folds.ts";
import { logisticRegression, logOdds } from "../statistics/logisticRegression.ts";
import { type StratifiedAuc, stratifiedAuc } from "../statistics/stratifiedAuc.ts";
import type { AuditSubject } from "../subject.ts";
import { withInterval } from "../words.ts";

const folds = 5;
/** Inverse strength of the penalty, for columns of deviation 1. */
const c = 0.1;
const fewestUnits = 25;
const material = 0.6;
const deals = 199;
/** How far a photo's weight may be from the others', where a class is rare in one part. */
const mostWeight = 10;

/**
 * How far validation and test photos are from the training photos: how well a classifier tells them apart by their looks
 * (two-sample test). Photos are compared within their class only, so that other shares of classes are no shift.
 */
export const shift: Check = {
  id: "shift",
  title: "Training against other parts",
  measure: (subject) => {
    const { parts } = subject;
    if (parts === undefined) {
      return {
        verdict: "not-asked",
        summary: "the source gives no parts: Wrasse deals them at random, so there is no shift between them",
      };
    }
    const features = standardised(withLight(subject));
    const quantities: Quantity[] = [];
    const concerns: Concern[] = [];
    const found: string[] = [];
    let cannotTell = true;
    for (const part of ["validation", "test"] as const) {
      if (!parts.includes(part)) continue;
      const result = compare(subject, features, part);
      if (result === null) {
        found.push(`${part}: too few photos`);
        continue;
      }
      cannotTell = false;
      const { plain, isBeyondChance } = result;
      quantities.push({
        id: `shift-${part}`,
        name: `AUC of a classifier that tells ${part} from training photos`,
        value: plain.auc,
        unit: "0.5 alike .. 1 wholly different",
        interval: plain.interval,
        n: plain.positives + plain.negatives,
      });
      found.push(`${part}: AUC ${withInterval(plain.auc, plain.interval)}`);
      if (!isBeyondChance) continue;
      concerns.push({
        id: `shift-${part}`,
        text: `The ${part} photos can be told from the training photos: AUC ${withInterval(plain.auc, plain.interval)}.`,
        value: plain.auc,
        threshold: material,
        source: "proposal: 0.6, the 99 % interval above 0.5, and above 199 random deals; Lopez-Paz & Oquab 2017",
        hint: "compare light, water, camera and place of the two; training photos should look like those that are to be classified",
      });
    }
    return {
      ...(cannotTell ? { verdict: "cannot-tell" as const } : {}),
      summary: found.length === 0 ? "there are training photos only" : found.join("; "),
      quantities,
      concerns,
    };
  },
};

/** The principal components, with brightness, contrast and blur beside them. */
function withLight({ features, facts }: AuditSubject): Features {
  const extra = 5;
  const width = features.width + extra;
  const rows = features.values.length / features.width;
  const values = new Float64Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    values.set(features.values.subarray(row * features.width, (row + 1) * features.width), row * width);
    const fact = facts[row];
    if (fact === null || fact === undefined) continue;
    const { p5, median, p95 } = fact.brightness;
    values.set([p5, median, p95, fact.contrast, fact.blur ?? 0.5], row * width + features.width);
  }
  return { values, width };
}

interface Comparison {
  readonly plain: StratifiedAuc;
  readonly strict: StratifiedAuc;
  /** Whether parts dealt anew at random are always told apart less well. */
  readonly isBeyondChance: boolean;
}

/** Who is compared, and how. Rows are photos. */
interface Rows {
  readonly photos: Uint32Array;
  /** [rows] 1 for the part in question, 0 for training */
  readonly isPositive: Uint8Array;
  readonly labels: Uint16Array;
  readonly units: Uint32Array;
}

function compare(subject: AuditSubject, features: Features, part: Part): Comparison | null {
  const { photos, parts, units, seed } = subject;
  const isInPart = (photo: number): boolean => parts![photo] === part;
  const inPart = new Set(photos.filter((_, photo) => isInPart(photo)).map(({ label }) => label));
  const inTraining = new Set(photos.filter((_, photo) => parts![photo] === "train").map(({ label }) => label));
  const compared = Uint32Array.from(photos.keys()).filter((photo) => {
    const { label } = photos[photo]!;
    return inPart.has(label) && inTraining.has(label) && (isInPart(photo) || parts![photo] === "train");
  });
  const rows: Rows = {
    photos: compared,
    isPositive: Uint8Array.from(compared, (photo) => (isInPart(photo) ? 1 : 0)),
    labels: Uint16Array.from(compared, (photo) => photos[photo]!.label),
    units: Uint32Array.from(compared, (photo) => units[photo]!),
  };
  const unitsOfKind = (kind: number): number => new Set(rows.units.filter((_, i) => rows.isPositive[i] === kind)).size;
  if (Math.min(unitsOfKind(0), unitsOfKind(1)) < fewestUnits) return null;
  const scores = scoresOf(rows, features, seed);
  const plain = aucOfUnits(rows, scores, 0.95);
  const strict = aucOfUnits(rows, scores, 0.99);
  if (plain === null || strict === null) return null;
  // Folds share their training photos, so DeLong's variance is a little too small; far out that does not matter.
  const isFarOut = plain.auc - 0.5 > 5 * Math.sqrt(plain.variance);
  const isBeyondChance =
    strict.interval[0] > 0.5 && plain.auc >= material && (isFarOut || beatsAllDeals(rows, features, plain.auc, seed));
  return { plain, strict, isBeyondChance };
}

/** Out-of-fold scores, higher for what looks like the part in question. */
function scoresOf(
  { photos, isPositive, labels, units }: Rows,
  { values, width }: Features,
  seed: number,
): Float64Array {
  const classes = Math.max(...labels) + 1;
  const counts = [new Float64Array(classes), new Float64Array(classes)] as const;
  labels.forEach((label, i) => {
    counts[isPositive[i] === 1 ? 1 : 0][label]! += 1;
  });
  // Both parts weigh as much, and each class the same in both.
  const weights = Float64Array.from(labels, (label, i) => {
    const own = counts[isPositive[i] === 1 ? 1 : 0][label]!;
    return Math.min(mostWeight, (counts[0][label]! + counts[1][label]!) / (2 * own));
  });
  const places = Uint32Array.from(photos.keys());
  const strata = Uint32Array.from(labels, (label, i) => 2 * label + isPositive[i]!);
  const fold = dealFolds(places, strata, units, folds, seed);
  const scores = new Float64Array(photos.length);
  for (let f = 0; f < folds; f += 1) {
    const learnt = places.filter((i) => fold[i] !== f);
    const rows = new Float64Array(learnt.length * width);
    learnt.forEach((i, row) => {
      rows.set(values.subarray(photos[i]! * width, (photos[i]! + 1) * width), row * width);
    });
    const kinds = Uint8Array.from(learnt, (i) => isPositive[i]!);
    const fitted = logisticRegression(rows, width, kinds, {
      c,
      weights: Float64Array.from(learnt, (i) => weights[i]!),
    });
    photos.forEach((photo, i) => {
      if (fold[i] === f) scores[i] = logOdds(fitted, values.subarray(photo * width, (photo + 1) * width));
    });
  }
  return scores;
}

/**
 * Whether no random deal of the same photos into parts, within each class and unit by unit, reaches the area: a permutation
 * test at 1 in 200.
 */
function beatsAllDeals(rows: Rows, features: Features, auc: number, seed: number): boolean {
  for (let deal = 0; deal < deals; deal += 1) {
    const dealt = { ...rows, isPositive: dealtAnew(rows, draws(seed, "audit shift", deal)) };
    const found = aucOfUnits(dealt, scoresOf(dealt, features, seed), 0.95);
    if (found !== null && found.auc >= auc) return false;
  }
  return true;
}

/** The kinds of units, shuffled within the class of their first photo. */
function dealtAnew({ isPositive, labels, units }: Rows, rng: Draws): Uint8Array {
  const byClass = new Map<number, number[]>();
  const kindOf = new Map<number, number>();
  units.forEach((unit, i) => {
    if (kindOf.has(unit)) return;
    kindOf.set(unit, isPositive[i]!);
    byClass.set(labels[i]!, [...(byClass.get(labels[i]!) ?? []), unit]);
  });
  const dealt = new Map<number, number>();
  for (const own of byClass.values()) {
    permutation(own.length, rng).forEach((from, to) => {
      dealt.set(own[to]!, kindOf.get(own[from]!)!);
    });
  }
  return Uint8Array.from(units, (unit) => dealt.get(unit)!);
}

/** Photos of one unit in one part and class are one observation: their mean score. */
function aucOfUnits(
  { isPositive, labels, units }: Rows,
  scores: Float64Array,
  confidence: number,
): StratifiedAuc | null {
  const observations = new Map<string, { sum: number; count: number; kind: number; label: number }>();
  scores.forEach((score, i) => {
    const key = `${units[i]}/${isPositive[i]}/${labels[i]}`;
    const own = observations.get(key) ?? { sum: 0, count: 0, kind: isPositive[i]!, label: labels[i]! };
    own.sum += score;
    own.count += 1;
    observations.set(key, own);
  });
  const all = [...observations.values()];
  return stratifiedAuc(
    all.map(({ sum, count }) => sum / count),
    all.map(({ kind }) => kind),
    all.map(({ label }) => label),
    confidence,
  );
}
