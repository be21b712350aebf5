import type { Config } from "../config/config.ts";
import type { Probed } from "../probe/active/activeProbe.ts";
import { type ProbedQuantityId, probedQuantities } from "../probe/active/quantities.ts";
import { type RunRecord, seriesOf } from "../train/record/record.ts";
import { type Course, courseOf } from "./course.ts";
import type { Evidence } from "./evidence.ts";
import { symptomsOf } from "./symptoms/index.ts";
import type { Neglected } from "./symptoms/neglects.ts";
import type { Symptom, SymptomId } from "./symptoms/symptom.ts";

/** All that is known of a training: what it recorded, its config where it has one, and what active probes measured. */
export interface Facts {
  /** What was measured while it trained; without series where only a model's file is known. */
  readonly record: RunRecord;
  readonly config: Config | undefined;
  readonly probed: readonly Probed[];
  readonly course: Course;
  readonly symptoms: readonly Symptom[];
}

export function factsOf(record: RunRecord, config: Config | undefined, probed: readonly Probed[]): Facts {
  const course = withProbes(courseOf(record, config), probed);
  return { record, config, probed, course, symptoms: symptomsOf(course, neglectedIn(record, probed)) };
}

export function hasSymptom({ symptoms }: Pick<Facts, "symptoms">, ...ids: readonly SymptomId[]): boolean {
  return symptoms.some(({ id }) => ids.includes(id));
}

/** Symptoms of a training that does not learn as it should: what is in its way may be behind each of them. */
export const hindered = [
  "stuck",
  "weak",
  "late",
  "collapsed",
  "loss-not-finite",
  "loss-over-chance",
  "first-loss-over-chance",
] as const satisfies readonly SymptomId[];

type Where = Partial<Pick<Probed, "weights" | "part" | "layer" | "class">>;

/** What active probes measured of one quantity, in their order. */
export function probedOf(facts: Facts, quantity: ProbedQuantityId, where: Where = {}): readonly Probed[] {
  const wanted = Object.entries(where);
  return facts.probed.filter(
    (one) => one.quantity === quantity && wanted.every(([key, value]) => one[key as keyof Where] === value),
  );
}

/** The first number of a quantity; undefined where it was not measured. */
export function probedValue(facts: Facts, quantity: ProbedQuantityId, where: Where = {}): number | undefined {
  return probedOf(facts, quantity, where)[0]?.value;
}

/** What was measured as evidence: its unit, interval and n come with it. */
export function evidenceOf(
  id: string,
  { quantity, value, interval }: Probed,
  { threshold, source, text }: Pick<Evidence, "threshold" | "source" | "text">,
): Evidence {
  const { unit } = probedQuantities[quantity];
  return { for: id, quantity, value, interval: interval ?? null, threshold, unit, source, text };
}

/** A model's file has no course: what its weights answer stands in for it. */
function withProbes(course: Course, probed: readonly Probed[]): Course {
  const accuracy = (part: "train" | "validation"): number | undefined =>
    probed.find((one) => one.quantity === "probed-accuracy" && (one.part ?? "train") === part)?.value;
  const majority = course.majority ?? probed.find(({ quantity }) => quantity === "majority-share")?.value;
  const known = { ...course, majority };
  if (course.epochs > 0) return known;
  const [train, validation] = [accuracy("train"), accuracy("validation")];
  return {
    ...known,
    bestTrainAccuracy: train ?? course.bestTrainAccuracy,
    finalTrainAccuracy: train ?? course.finalTrainAccuracy,
    finalValidationAccuracy: validation ?? course.finalValidationAccuracy,
  };
}

/** A class is rare with at most this share of the commonest class' training photos. */
const rareShare = 0.2;

function neglectedIn(record: RunRecord, probed: readonly Probed[]): Neglected | undefined {
  const classes = (record.facts.classes ?? []).filter(({ photos }) => photos.train > 0);
  const most = Math.max(...classes.map(({ photos }) => photos.train));
  const recallOf = new Map<string, number>();
  for (const { subject, points } of seriesOf(record, "final-class-recall", "validation")) {
    if (subject !== undefined && points.length > 0) recallOf.set(subject, points.at(-1)!.value);
  }
  for (const one of probed) {
    if (one.quantity === "class-recall" && one.part === "validation" && one.class !== undefined) {
      recallOf.set(one.class, one.value);
    }
  }
  const known = classes.filter(({ name, photos }) => photos.validation > 0 && recallOf.has(name));
  const isRare = ({ photos }: (typeof classes)[number]): boolean => photos.train <= rareShare * most;
  const rare = known.filter(isRare);
  const common = known.filter((one) => !isRare(one));
  if (rare.length === 0 || common.length === 0) return undefined;
  const recall = (some: typeof known): number => {
    const photos = some.reduce((total, one) => total + one.photos.validation, 0);
    return some.reduce((total, one) => total + recallOf.get(one.name)! * one.photos.validation, 0) / photos;
  };
  const rarest = rare.reduce((least, one) => (one.photos.train < least.photos.train ? one : least));
  return {
    ratio: most / rarest.photos.train,
    rareRecall: recall(rare),
    commonRecall: recall(common),
    n: rare.reduce((total, one) => total + one.photos.validation, 0),
    class: rarest.name,
  };
}
