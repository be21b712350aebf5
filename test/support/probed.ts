import { parseConfig } from "../../src/config/config.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import type { TensorData } from "../../src/graph/tensor.ts";
import type { ActiveProbe, Probed } from "../../src/probe/active/activeProbe.ts";
import type { Subject } from "../../src/probe/active/subject.ts";
import { planTraining } from "../../src/train/plan.ts";
import { Trainer } from "../../src/train/trainer.ts";
import { tinyDataset } from "./tinyDataset.ts";

export interface SubjectOf {
  readonly dataset?: Dataset;
  readonly seed?: number;
  readonly kept?: ReadonlyMap<string, TensorData>;
}

/** A training of pictures in memory, as active probes take it. */
export function subjectOf(config: object, { dataset = tinyDataset(), seed = 0, kept }: SubjectOf = {}): Subject {
  const { size } = dataset.pixels;
  const base = { data: { path: "none", size }, batch: 16, augmentation: [], ...config };
  return {
    dataset,
    planOf: (own) => planTraining(parseConfig({ ...base, seed: own }), dataset),
    seed,
    kept,
    isTraining: true,
    session: { threads: 1 },
  };
}

/** The subject with the weights that some steps at a constant rate lead to. */
export async function trainedSubject(config: object, steps: number, options: SubjectOf = {}): Promise<Subject> {
  const subject = subjectOf({ schedule: "constant", ...config }, options);
  const trainer = await Trainer.create(subject.planOf(subject.seed), subject.dataset, subject.session);
  try {
    const { stepsPerEpoch } = trainer;
    for (let step = 0; step < steps; step += 1) {
      const epoch = Math.floor(step / stepsPerEpoch);
      const sums = { loss: 0, correct: 0, photos: 0, classes: [] };
      await trainer.step({ epoch, step, stepInEpoch: step % stepsPerEpoch, sums, history: [], bestEpoch: 0 });
    }
    const snapshot = trainer.state.snapshot();
    return { ...subject, kept: new Map(trainer.networkStates.map((name) => [name, snapshot.get(name)!])) };
  } finally {
    await trainer.release();
  }
}

/** What a probe measures, by one of its quantities. */
export async function probed(
  probe: ActiveProbe,
  subject: Subject,
): Promise<(quantity: Probed["quantity"], where?: Partial<Probed>) => readonly number[]> {
  const all = await probe.measure(subject);
  return (quantity, where = {}) =>
    all
      .filter((one) => one.quantity === quantity)
      .filter((one) => Object.entries(where).every(([key, value]) => one[key as keyof Probed] === value))
      .map(({ value }) => value);
}
