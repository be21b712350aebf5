/** The figures of one finished epoch; a row of results.csv. Fractions are 0..1; null where there is no validation part. */
export interface EpochFigures {
  /** From 1. */
  readonly epoch: number;
  /** Mean over the epoch's steps, of augmented photos and with dropout, as the weights moved. */
  readonly loss: number;
  readonly accuracy: number;
  /** The rate of the epoch's last step. */
  readonly learningRate: number;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
}

/** What the photos of one class have added up to. */
export interface ClassSums {
  /** Of the photos' losses, class weights included. */
  readonly loss: number;
  /** Of what the photos count. */
  readonly weight: number;
  readonly correct: number;
  readonly photos: number;
}

/** What an epoch has added up so far. */
export interface EpochSums {
  /** Losses times photos. */
  readonly loss: number;
  readonly correct: number;
  readonly photos: number;
  /** [classes]; empty where they are not known: before the first step, or in a checkpoint of an older version. */
  readonly classes: readonly ClassSums[];
}

/** Where a training stands: with the numbers of its state, all that is needed to go on exactly. */
export interface Progress {
  /** Finished epochs. */
  readonly epoch: number;
  /** Finished steps of the epoch that is under way. */
  readonly stepInEpoch: number;
  /** Finished steps of all epochs. */
  readonly step: number;
  readonly sums: EpochSums;
  readonly history: readonly EpochFigures[];
  /** The best epoch so far (from 1) by validation; the last one without a validation part; 0 before the first. */
  readonly bestEpoch: number;
}

const noSums: EpochSums = { loss: 0, correct: 0, photos: 0, classes: [] };

export const start: Progress = { epoch: 0, stepInEpoch: 0, step: 0, sums: noSums, history: [], bestEpoch: 0 };

/** The progress after one more step. */
export function afterStep(progress: Progress, done: EpochSums): Progress {
  const { loss, correct, photos, classes } = progress.sums;
  return {
    ...progress,
    step: progress.step + 1,
    stepInEpoch: progress.stepInEpoch + 1,
    sums: {
      loss: loss + done.loss,
      correct: correct + done.correct,
      photos: photos + done.photos,
      // Without those of the epoch's first steps, sums would say something of its last steps only.
      classes: photos === 0 ? done.classes : classes.map((sums, label) => addClass(sums, done.classes[label]!)),
    },
  };
}

function addClass(a: ClassSums, b: ClassSums): ClassSums {
  return {
    loss: a.loss + b.loss,
    weight: a.weight + b.weight,
    correct: a.correct + b.correct,
    photos: a.photos + b.photos,
  };
}

/** The progress after an epoch's last step and its validation. */
export function afterEpoch(progress: Progress, figures: EpochFigures, isBest: boolean): Progress {
  return {
    ...progress,
    epoch: progress.epoch + 1,
    stepInEpoch: 0,
    sums: noSums,
    history: [...progress.history, figures],
    bestEpoch: isBest ? figures.epoch : progress.bestEpoch,
  };
}
