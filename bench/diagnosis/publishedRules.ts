import { type Point, type RunRecord, seriesOf } from "../../src/train/record/record.ts";

/** What a published tool would say of a record, by its thresholds. */
export interface PublishedRules {
  readonly name: string;
  /** Where the thresholds were read. */
  readonly source: string;
  /** Ids of disorders whose rule fires; none for a healthy training. */
  readonly flags: (record: RunRecord) => readonly string[];
}

const finite = (points: readonly Point[]): number[] => points.map(({ value }) => value).filter(Number.isFinite);
const run = (record: RunRecord, quantity: "loss" | "accuracy", part: "train" | "validation" = "train"): number[] =>
  seriesOf(record, quantity, part).flatMap(({ points }) => finite(points));
const isBroken = (record: RunRecord): boolean =>
  seriesOf(record, "loss").some(({ points }) => points.some(({ value }) => !Number.isFinite(value)));

/** Gradient norms of weights at the last probed step, in the order of the forward pass. */
function lastNorms(record: RunRecord): number[] {
  return seriesOf(record, "gradient-norm")
    .filter(({ subject }) => subject?.endsWith("weight") === true)
    .map(({ points }) => points.at(-1)?.value ?? Number.NaN);
}

const zeroShares = (record: RunRecord): number[][] =>
  seriesOf(record, "zero-share").map(({ points }) => finite(points));

/**
 * AutoTrainer: vanishing (ratio of first to last gradient < 1e-3), exploding (> 70 or NaN), dying ReLU (gradients that are 0 in
 * more than 70 % of neurons; here by zero outputs), oscillating loss (over 10 % of steps change by > 0.03 and back), slow
 * convergence (accuracy rises by < 0.01 in 3 epochs).
 */
const autoTrainer: PublishedRules = {
  name: "AutoTrainer",
  source: "Zhang et al., ICSE 2021, table of default thresholds",
  flags: (record) => {
    const norms = lastNorms(record);
    const ratio = norms[0]! / norms.at(-1)!;
    const accuracy = run(record, "accuracy");
    const gains = accuracy.slice(3).map((value, i) => value - accuracy[i]!);
    return [
      ...(ratio < 1e-3 ? ["vanishing-gradient"] : []),
      ...(ratio > 70 || isBroken(record) ? ["lr-too-high"] : []),
      ...(zeroShares(record).some((shares) => (shares.at(-1) ?? 0) > 0.7) ? ["dying-relu"] : []),
      ...(gains.length > 0 && gains.some((gain) => gain < 0.01) && accuracy.at(-1)! < 0.6 ? ["lr-too-low"] : []),
    ];
  },
};

/**
 * DeepDiagnosis: more than 70 % of a layer's outputs are 0; outputs that do not change; accuracy or loss that does not move over
 * epochs; loss that is NaN; more than half of the outputs beyond +-5 of a saturating activation.
 */
const deepDiagnosis: PublishedRules = {
  name: "DeepDiagnosis",
  source: "Wardat et al., ICSE 2022, section 3",
  flags: (record) => {
    const loss = run(record, "loss");
    const isStill = loss.length > 3 && loss.slice(-3).every((value) => Math.abs(value - loss.at(-4)!) < 1e-3);
    const saturated = seriesOf(record, "saturated-share").some(({ points }) => (finite(points).at(-1) ?? 0) > 0.5);
    return [
      ...(zeroShares(record).some((shares) => (shares.at(-1) ?? 0) > 0.7) ? ["dying-relu"] : []),
      ...(isBroken(record) ? ["lr-too-high"] : []),
      ...(isStill ? ["plateau-or-undertrained"] : []),
      ...(saturated ? ["saturating-activation"] : []),
    ];
  },
};

/**
 * SageMaker Debugger's built-in rules: vanishing gradient (mean |gradient| < 1e-7), dead ReLU (more than half of a layer's units
 * inactive; by outputs here), saturated activation, weight update ratio outside 1e-8..10, loss not decreasing (by 1 % over the
 * window), class imbalance (ratio over 10), poor initialisation (variance ratio over 10, not recorded here).
 */
const sageMaker: PublishedRules = {
  name: "SageMaker Debugger",
  source: "list of built-in rules, default parameters",
  flags: (record) => {
    const loss = run(record, "loss");
    const photos = (record.facts.classes ?? []).map((one) => one.photos.train).filter((count) => count > 0);
    const updates = seriesOf(record, "update-ratio").map(({ points }) => finite(points).at(-1) ?? 1e-3);
    const window = Math.max(1, Math.floor(loss.length / 2));
    const isStill = loss.length > 3 && loss.at(-1)! > 0.99 * loss.at(-1 - window)!;
    return [
      ...(lastNorms(record).some((norm) => norm < 1e-7) ? ["vanishing-gradient"] : []),
      ...(zeroShares(record).some((shares) => (shares.at(-1) ?? 0) > 0.5) ? ["dying-relu"] : []),
      ...(updates.some((update) => update > 10 || update < 1e-8) ? ["lr-too-high"] : []),
      ...(isStill ? ["plateau-or-undertrained"] : []),
      ...(photos.length > 0 && Math.max(...photos) > 10 * Math.min(...photos) ? ["class-frequency-imbalance"] : []),
    ];
  },
};

/** The tools that records of runs can be given to; thresholds as facts, code of our own. */
export const publishedRules: readonly PublishedRules[] = [autoTrainer, deepDiagnosis, sageMaker];
