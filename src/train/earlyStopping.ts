import type { Config } from "../config/config.ts";
import type { EpochFigures } from "./progress.ts";

type EarlyStopping = Config["earlyStopping"];

/**
 * Whether an epoch is better than the best one before it, by the monitored validation figure. Without validation
 * photos the later epoch is the better one. A tie goes to the earlier epoch.
 */
export function isBetter(now: EpochFigures, best: EpochFigures | undefined, { monitor }: EarlyStopping): boolean {
  if (best === undefined) return true;
  const [value, bestValue] =
    monitor === "loss"
      ? [now.validationLoss, best.validationLoss]
      : [negative(now.validationAccuracy), negative(best.validationAccuracy)];
  if (value === null || bestValue === null) return true;
  return value < bestValue;
}

/** Whether the training has waited long enough for a better epoch. */
export function isOutOfPatience(epoch: number, bestEpoch: number, { patience }: EarlyStopping): boolean {
  return patience > 0 && epoch - bestEpoch >= patience;
}

function negative(value: number | null): number | null {
  return value === null ? null : -value;
}
