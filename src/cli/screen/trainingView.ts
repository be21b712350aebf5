import type { TrainEvent } from "../../train/events.ts";
import { count, counted } from "../numbers.ts";
import { showPath } from "./showPath.ts";

/** Shows a training while it works. */
export interface TrainingView {
  tell(event: TrainEvent): void;
  /** The user asked to stop. */
  stopping(): void;
  /** Gives the terminal back. */
  end(): void;
}

type Start = Extract<TrainEvent, { type: "start" }>;

/** What a training is about, in two lines. */
export function startLines({ classes, photos, run, parameters, epochs, stepsPerEpoch, fromEpoch }: Start): string[] {
  const { train, validation, test } = photos;
  const total = train + validation + test;
  return [
    `Training on ${counted(total, "photo")} of ${counted(classes.length, "class", "classes")}: ${count(train)} train, ${count(validation)} validation, ${count(test)} test`,
    `Run ${showPath(run)}: ${counted(parameters, "weight")}, ${counted(epochs, "epoch")} of ${counted(stepsPerEpoch, "step")}${fromEpoch > 0 ? `, going on after epoch ${fromEpoch}` : ""}`,
  ];
}
