import type { Config } from "../config/config.ts";
import { isBetter, isOutOfPatience } from "./earlyStopping.ts";
import { afterEpoch, afterStep, type EpochFigures, type Progress, start } from "./progress.ts";
import type { EpochClasses } from "./record/recordWriter.ts";
import type { MeasuredStep, Trainer } from "./trainer.ts";

/** What is told while a training runs; the training waits for what is returned, so that a file can be written. */
export interface FitObserver {
  readonly afterStep?: (progress: Progress, loss: number) => Promise<void> | void;
  /** A step that is probed, or that fails, before anything is made of it. */
  readonly measured?: (step: MeasuredStep) => Promise<void> | void;
  /** `isBest`: the state holds the best weights so far. */
  readonly afterEpoch?: (progress: Progress, isBest: boolean, classes: EpochClasses) => Promise<void> | void;
}

export interface FitOptions {
  readonly earlyStopping: Config["earlyStopping"];
  /** Where to go on from; default: the beginning. The trainer's state must hold the numbers of that moment. */
  readonly from?: Progress;
  readonly observer?: FitObserver;
  /** Stops after the step under way. */
  readonly signal?: AbortSignal | undefined;
}

/** How a training ended. */
export interface Fit {
  readonly progress: Progress;
  readonly reason: "finished" | "early-stopping" | "interrupted";
}

/**
 * Trains epoch by epoch until the last epoch, until validation has not got better for `patience` epochs, or until the
 * signal. Stopped and gone on from its progress, it gives the same bits as without the stop.
 *
 * @throws WrasseError "loss-not-finite"
 */
export async function fit(
  trainer: Trainer,
  { earlyStopping, from = start, observer, signal }: FitOptions,
): Promise<Fit> {
  let progress = from;
  while (progress.epoch < trainer.plan.epochs) {
    if (isOutOfPatience(progress.epoch, progress.bestEpoch, earlyStopping))
      return { progress, reason: "early-stopping" };
    while (progress.stepInEpoch < trainer.stepsPerEpoch) {
      if (signal?.aborted === true) return { progress, reason: "interrupted" };
      const done = await trainer.step(progress, observer?.measured);
      progress = afterStep(progress, done);
      await observer?.afterStep?.(progress, done.loss / done.photos);
    }
    const { figures, classes } = await finishEpoch(trainer, progress);
    const best = progress.history[progress.bestEpoch - 1];
    const better = isBetter(figures, best, earlyStopping);
    progress = afterEpoch(progress, figures, better);
    await observer?.afterEpoch?.(progress, better, classes);
  }
  return { progress, reason: "finished" };
}

async function finishEpoch(
  trainer: Trainer,
  { epoch, step, sums, history }: Progress,
): Promise<{ figures: EpochFigures; classes: EpochClasses }> {
  await trainer.measureStatistics({ epoch, step: step - 1, history });
  const { validation } = trainer.dataset.parts;
  const answers = validation.length === 0 ? undefined : await trainer.evaluate(validation);
  const figures: EpochFigures = {
    epoch: epoch + 1,
    loss: sums.loss / sums.photos,
    accuracy: sums.correct / sums.photos,
    learningRate: trainer.learningRate({ step: step - 1, history }),
    validationLoss: answers?.loss ?? null,
    validationAccuracy: answers?.accuracy ?? null,
  };
  return { figures, classes: { train: sums.classes, validation: answers?.byClass ?? [] } };
}
