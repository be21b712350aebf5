import { WrasseError } from "../../base/errors.ts";
import type { EpochSums } from "../../train/progress.ts";
import { start } from "../../train/progress.ts";
import type { Trainer } from "../../train/trainer.ts";

/**
 * Takes a step of a training that has no history, counted over all epochs.
 * @returns undefined where its loss is not finite, which ends an experiment and is no error
 */
export async function takeStep(trainer: Trainer, step: number): Promise<EpochSums | undefined> {
  const { stepsPerEpoch } = trainer;
  try {
    return await trainer.step({
      ...start,
      step,
      epoch: Math.floor(step / stepsPerEpoch),
      stepInEpoch: step % stepsPerEpoch,
    });
  } catch (error) {
    if (error instanceof WrasseError && error.code === "loss-not-finite") return undefined;
    throw error;
  }
}
