import { learntShare } from "../../src/diagnose/course.ts";
import { farFromOne, sureAndWrong } from "../../src/diagnose/disorders/badInitScale.ts";
import { oneAnswer } from "../../src/diagnose/disorders/classFrequencyImbalance.ts";
import { deadLayer } from "../../src/diagnose/disorders/dyingRelu.ts";
import { wide } from "../../src/diagnose/disorders/inputUnscaled.ts";
import { leastSignal } from "../../src/diagnose/disorders/labelMappingError.ts";
import { hardlyAny } from "../../src/diagnose/disorders/rates.ts";
import { mostlySaturated } from "../../src/diagnose/disorders/saturatingActivation.ts";
import { leastGradientRatio } from "../../src/diagnose/disorders/vanishingGradient.ts";
import { type Facts, factsOf, probedOf, probedValue } from "../../src/diagnose/facts.ts";
import { openRecord } from "../../src/diagnose/importers/openRecord.ts";
import { collapsedFall } from "../../src/diagnose/symptoms/collapsed.ts";
import { firstOverChance } from "../../src/diagnose/symptoms/firstLossOverChance.ts";
import { overChance } from "../../src/diagnose/symptoms/lossOverChance.ts";
import { overfitGap } from "../../src/diagnose/symptoms/overfits.ts";
import { stuckMargin } from "../../src/diagnose/symptoms/stuck.ts";
import { stillLearning, unfinishedShare } from "../../src/diagnose/symptoms/unfinished.ts";
import { weakShare } from "../../src/diagnose/symptoms/weak.ts";
import type { ProbedQuantityId } from "../../src/probe/active/quantities.ts";
import { lastFinite } from "../../src/train/record/record.ts";
import type { Findings } from "../report.ts";
import { photoSets } from "./diagnosis.ts";
import { measureOnce, trainedRun } from "./examineKnown.ts";
import { shareText, workingControls } from "./score.ts";
import { healthyTrainings, type KnownTraining, plantedTrainings } from "./subjects.ts";

export interface CalibrationOptions {
  /** Seeds of the plants and healthy controls, as of `diagnosis`; of both the even seeds are taken. */
  readonly seeds: number;
  readonly controls: number;
  /** Range tests cost most: only so many of the healthy controls get one. */
  readonly ranges: number;
  readonly threads: number;
  /** That of `diagnosis`: what was trained and measured there is not done again. */
  readonly folder: string;
  readonly photos: string;
}

/** A threshold of the diagnosis, and the number of a training that is held against it. */
interface Bound {
  readonly quantity: string;
  readonly threshold: number;
  readonly sick: "above" | "below";
  /** Plants that must be beyond it. */
  readonly disorders: readonly string[];
  readonly of: (facts: Facts) => number | undefined;
}

const extreme = (quantity: ProbedQuantityId, weights: "first" | "kept", of: typeof Math.max) => (facts: Facts) => {
  const values = probedOf(facts, quantity, { weights }).map(({ value }) => value);
  return values.length === 0 ? undefined : of(...values);
};

const probedOverChance = (facts: Facts): number | undefined => {
  const [initial, chance] = [probedValue(facts, "initial-loss"), probedValue(facts, "chance-loss")];
  return initial === undefined || chance === undefined ? undefined : initial / chance;
};

const bounds: readonly Bound[] = [
  {
    quantity: "best training accuracy less the commonest class' share",
    ...{ threshold: stuckMargin, sick: "below", disorders: ["dying-relu", "bad-init-symmetry"] },
    of: ({ course: { bestTrainAccuracy: best, majority } }) =>
      best === undefined || majority === undefined ? undefined : best - majority,
  },
  {
    quantity: "first batch's loss over that of knowing nothing",
    ...{ threshold: firstOverChance, sick: "above", disorders: ["bad-init-scale", "input-unscaled"] },
    of: ({ course: { firstLoss, chanceLoss } }) =>
      firstLoss === undefined || chanceLoss === undefined ? undefined : firstLoss / chanceLoss,
  },
  {
    quantity: "training loss at the end over that of knowing nothing",
    ...{ threshold: overChance, sick: "above", disorders: ["bad-init-scale"] },
    of: ({ course: { trainLoss, chanceLoss } }) =>
      chanceLoss === undefined ? undefined : (lastFinite(trainLoss) ?? Number.NaN) / chanceLoss,
  },
  {
    quantity: "share of what there is to learn that was learnt",
    ...{
      threshold: weakShare,
      sick: "below",
      disorders: ["lr-too-low", "plateau-or-undertrained", "vanishing-gradient"],
    },
    of: ({ course }) => learntShare(course),
  },
  {
    quantity: "the same, where the loss was still falling",
    ...{ threshold: unfinishedShare, sick: "below", disorders: ["plateau-or-undertrained"] },
    of: ({ course }) => (stillLearning(course) === undefined ? undefined : learntShare(course)),
  },
  {
    quantity: "training accuracy, its best less its end",
    ...{ threshold: collapsedFall, sick: "above", disorders: [] },
    of: ({ course: { trainAccuracy } }) => {
      const values = trainAccuracy.map(({ value }) => value);
      return values.length === 0 ? undefined : Math.max(...values) - values.at(-1)!;
    },
  },
  {
    quantity: "training accuracy less validation accuracy",
    ...{ threshold: overfitGap, sick: "above", disorders: [] },
    of: ({ course: { finalTrainAccuracy: train, finalValidationAccuracy: validation } }) =>
      train === undefined || validation === undefined ? undefined : train - validation,
  },
  {
    quantity: "dead share of a layer at the kept weights",
    ...{ threshold: deadLayer, sick: "above", disorders: ["dying-relu"] },
    of: extreme("dead-share", "kept", Math.max),
  },
  {
    quantity: "gradient at the first activation over the last's, first weights",
    ...{ threshold: leastGradientRatio, sick: "below", disorders: ["vanishing-gradient"] },
    of: extreme("gradient-ratio", "first", Math.min),
  },
  {
    quantity: "saturated outputs of a layer at the kept weights",
    ...{ threshold: mostlySaturated, sick: "above", disorders: ["saturating-activation"] },
    of: extreme("saturated-units-share", "kept", Math.max),
  },
  {
    quantity: "first loss over that of knowing nothing",
    ...{ threshold: sureAndWrong, sick: "above", disorders: ["bad-init-scale"] },
    of: probedOverChance,
  },
  {
    quantity: "signal, last activation over the first, or its inverse",
    ...{ threshold: farFromOne, sick: "above", disorders: ["bad-init-scale"] },
    of: (facts) => {
      const ratio = probedValue(facts, "signal-ratio", { weights: "first" });
      return ratio === undefined ? undefined : Math.max(ratio, 1 / ratio);
    },
  },
  {
    quantity: "photos that get the likeliest answer",
    ...{ threshold: oneAnswer, sick: "above", disorders: ["class-frequency-imbalance"] },
    of: (facts) => probedValue(facts, "likeliest-answer-share"),
  },
  {
    quantity: "deviation of what the network takes",
    ...{ threshold: wide, sick: "above", disorders: ["input-unscaled"] },
    of: (facts) => probedValue(facts, "input-deviation"),
  },
  {
    quantity: "what colours and shapes tell of the labels",
    ...{ threshold: leastSignal, sick: "below", disorders: ["label-mapping-error"] },
    of: (facts) => probedValue(facts, "label-signal"),
  },
  {
    quantity: "share of the rates at which the loss falls",
    ...{ threshold: hardlyAny, sick: "below", disorders: ["dying-relu", "bad-init-scale"] },
    of: (facts) => probedValue(facts, "descending-rate-share", { weights: "first" }),
  },
];

/** Probes that take a second or two. */
const cheap = ["initial-state", "dead-units", "gradient-flow", "answers", "label-signal"];

/**
 * Where the thresholds of the diagnosis lie between trainings that work and planted disorders, both of even seeds: what the
 * odd ones say of it is `diagnosis`.
 */
export async function benchCalibration(
  options: CalibrationOptions,
  progress: (text: string) => void,
): Promise<Findings> {
  const { folder, threads, seeds, controls, ranges } = options;
  const sets = await photoSets(options);
  const healthy = healthyTrainings(sets, controls).filter(({ isForTuning }) => isForTuning);
  const planted = plantedTrainings(sets, seeds).filter(({ isForTuning }) => isForTuning);
  const factsOfAll = async (all: readonly KnownTraining[], probesOf: (place: number) => readonly string[]) => {
    const found: { known: KnownTraining; facts: Facts }[] = [];
    for (const [i, known] of all.entries()) {
      progress(`${i + 1} of ${all.length}: ${known.id}`);
      const { run, config } = await trainedRun(known, folder, threads);
      const probed = await measureOnce(run, probesOf(i), threads);
      found.push({ known, facts: factsOf(await openRecord(run), config, probed) });
    }
    return found;
  };
  const all = await factsOfAll(healthy, (i) => (i < ranges ? [...cheap, "learning-rate-range"] : cheap));
  const works = workingControls(
    all.map(({ known: { id }, facts: { course } }) => ({
      ...{ id, accuracy: course.hasFiniteLosses ? (course.finalValidationAccuracy ?? null) : null },
    })),
  );
  const well = all.filter(({ known: { id } }) => works.has(id));
  const sick = await factsOfAll(planted, () => []);
  const measured = bounds.map((bound) => {
    const valuesOf = (some: typeof well): number[] =>
      some
        .map(({ facts }) => bound.of(facts))
        .filter((value) => value !== undefined && !Number.isNaN(value)) as number[];
    const own = sick.filter(({ known }) => bound.disorders.includes(known.plant!.disorder));
    return { bound, healthy: valuesOf(well), planted: valuesOf(own) };
  });
  return {
    id: "calibration",
    title: "Thresholds of the diagnosis between healthy trainings and planted disorders",
    notes: [
      `Even seeds: ${well.length} healthy controls that work (of ${healthy.length}) and ${planted.length} plants (${sets.map(({ name }) => name).join(", ")}), of which each row has those that the number was measured of. Range tests were made of the first ${ranges} controls.`,
      "Beyond: on the side of the threshold that speaks for a disorder. Shares with their 95 % Wilson intervals. One number alone names nothing: a training without symptoms is healthy whatever its numbers.",
    ],
    columns: [
      "number",
      "threshold",
      "healthy beyond",
      "nearest to sick",
      "planted beyond",
      "nearest to healthy",
      "planted",
    ],
    rows: measured.map(({ bound, healthy: ok, planted: ill }) => {
      const isBeyond = (value: number): boolean =>
        bound.sick === "above" ? value >= bound.threshold : value <= bound.threshold;
      const [sickest, soundest] = bound.sick === "above" ? [Math.max, Math.min] : [Math.min, Math.max];
      const shown = (values: readonly number[], of: typeof Math.max): string =>
        values.length === 0 ? "-" : Number(of(...values).toPrecision(2)).toString();
      return [
        bound.quantity,
        `${bound.sick} ${bound.threshold}`,
        shareText(ok.filter(isBeyond).length, ok.length),
        shown(ok, sickest),
        shareText(ill.filter(isBeyond).length, ill.length),
        shown(ill, soundest),
        bound.disorders.join(", "),
      ];
    }),
    records: measured.map(({ bound: { quantity, threshold, sick: side }, ...values }) => ({
      ...{ type: "bench", what: "calibration", quantity, threshold, sick: side },
      ...values,
    })),
  };
}
