import { type Config, parseConfig } from "../../src/config/config.ts";
import { type Facts, factsOf } from "../../src/diagnose/facts.ts";
import type { Probed } from "../../src/probe/active/activeProbe.ts";
import type { ProbedQuantityId } from "../../src/probe/active/quantities.ts";
import type { RunRecord, Series } from "../../src/train/record/record.ts";

interface Course {
  readonly loss?: readonly number[];
  /** Of the first batch. */
  readonly firstLoss?: number;
  readonly accuracy?: readonly number[];
  readonly validationAccuracy?: number;
  /** Training photos of each class; validation has a tenth, 10 at least. */
  readonly photos?: readonly number[];
  readonly recall?: readonly number[];
  readonly config?: object;
}

/** A number of an active probe, on 512 photos at the kept weights unless said otherwise. */
export function probed(quantity: ProbedQuantityId, value: number, rest: Partial<Probed> = {}): Probed {
  return { quantity, value, weights: "kept", n: 512, ...rest };
}

/** Facts of a net with three ReLU layers and three classes, for tries of disorders: what is not said is a healthy training's. */
export function factsFor(course: Course, ...measured: readonly Probed[]): Facts {
  const { loss = [1, 0.8, 0.5, 0.2, 0.1], accuracy = [0.4, 0.6, 0.8, 0.95, 0.99], validationAccuracy = 0.9 } = course;
  const { photos = [100, 100, 100], recall, firstLoss } = course;
  const run = (quantity: Series["quantity"], part: Series["part"], values: readonly number[]): Series => ({
    quantity,
    part,
    subject: undefined,
    points: values.map((value, i) => ({ epoch: i + 1, value })),
  });
  const names = photos.map((_, i) => `species ${i + 1}`);
  const record: RunRecord = {
    source: { kind: "wrasse" },
    facts: {
      classes: photos.map((train, i) => ({
        name: names[i]!,
        photos: { train, validation: Math.max(10, Math.round(train / 10)), test: 10 },
      })),
      layers: ["0.conv2d", "1.relu", "2.conv2d", "3.relu", "4.conv2d", "5.relu", "6.dense"].map((place) => ({
        place,
        kind: place.slice(2),
        isActivation: place.endsWith("relu"),
        weights: place.endsWith("relu") ? [] : [{ name: `${place}.weight`, shape: [4, 4] }],
      })),
    },
    series: [
      run("loss", "train", loss),
      ...(firstLoss === undefined
        ? []
        : [{ ...run("batch-loss", "train", []), points: [{ epoch: 1, step: 0, value: firstLoss }] }]),
      run("accuracy", "train", accuracy),
      run("accuracy", "validation", [validationAccuracy]),
      ...(recall ?? []).map(
        (value, i): Series => ({
          quantity: "final-class-recall",
          part: "validation",
          subject: names[i]!,
          points: [{ epoch: 5, value }],
        }),
      ),
    ],
  };
  const config: Config = parseConfig({
    data: { path: "photos" },
    optimizer: { name: "sgd", learningRate: 0.03, momentum: 0.9 },
    ...course.config,
  });
  return factsOf(record, config, measured);
}

/** A training that never came above the commonest class. */
export const stuck = {
  loss: [1.1, 1.1, 1.1, 1.1, 1.1],
  accuracy: [0.33, 0.33, 0.34, 0.33, 0.33],
  validationAccuracy: 0.33,
};
/** A training that learnt a little. */
export const weak = {
  loss: [1.1, 1.05, 1.02, 1.0, 0.98],
  accuracy: [0.34, 0.4, 0.42, 0.44, 0.46],
  validationAccuracy: 0.45,
};

/** The range test of a net that learns from its first weights, its best rates about the one given. */
export function learnsAt(rate: number): readonly Probed[] {
  return [
    probed("descending-rate-share", 0.35, { weights: "first", n: 3 }),
    probed("descending-rate-share", 0.4, { weights: "twin", n: 3 }),
    probed("lowest-useful-rate", rate / 20, { weights: "first", n: 3 }),
    probed("highest-useful-rate", rate * 20, { weights: "first", n: 3 }),
    probed("suggested-learning-rate", rate, { weights: "first", n: 3 }),
  ];
}

/** Falls of the loss in two more epochs: at the same rate, a tenth, ten times. */
export function falls(same: number, lower: number, higher: number): readonly Probed[] {
  const of = (quantity: ProbedQuantityId, value: number): Probed =>
    probed(quantity, value, { interval: [value - 0.01, value + 0.01], n: 3 });
  return [of("continued-fall", same), of("lowered-rate-fall", lower), of("raised-rate-fall", higher)];
}
