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

/** What a training is about, in two lines; in three where the network takes metadata. */
export function startLines(start: Start): string[] {
  const { classes, photos, run, parameters, epochs, stepsPerEpoch, fromEpoch, metadata } = start;
  const { train, validation, test } = photos;
  const total = train + validation + test;
  const columns = metadata?.map(({ name, values }) =>
    values === null ? `${name} (number)` : `${name} (${counted(values, "value")})`,
  );
  return [
    `Training on ${counted(total, "photo")} of ${counted(classes.length, "class", "classes")}: ${count(train)} train, ${count(validation)} validation, ${count(test)} test`,
    `Run ${showPath(run)}: ${counted(parameters, "weight")}, ${counted(epochs, "epoch")} of ${counted(stepsPerEpoch, "step")}${fromEpoch > 0 ? `, going on after epoch ${fromEpoch}` : ""}`,
    ...(columns === undefined ? [] : [`Beside the photo: ${columns.join(", ")}`]),
  ];
}
