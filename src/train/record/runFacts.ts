import type { Config } from "../../config/config.ts";
import type { Part } from "../../data/photo.ts";
import type { Trainer } from "../trainer.ts";
import { type RecordHeader, recordHeader } from "./lines.ts";
import type { QuantityId } from "./quantities.ts";

/** The first line of a run's record: what is known before the first step. */
export function headerOfRun(config: Config, trainer: Trainer): RecordHeader {
  const { dataset, plan } = trainer;
  const { classes, labels, parts } = dataset;
  const photos = classes.map((): Record<Part, number> => ({ train: 0, validation: 0, test: 0 }));
  for (const part of ["train", "validation", "test"] as const) {
    for (const photo of parts[part]) photos[labels[photo]!]![part] += 1;
  }
  const facts = {
    classes: classes.map((name, label) => ({ name, photos: photos[label]! })),
    layers: trainer.layers,
    config,
    seed: plan.seed,
    epochs: plan.epochs,
    stepsPerEpoch: trainer.stepsPerEpoch,
    batch: plan.batch,
  };
  return recordHeader(facts, trainer.probedSubjects as ReadonlyMap<QuantityId, readonly string[]>);
}
