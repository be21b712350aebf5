import type { TrainEvent } from "../../train/events.ts";
import { count, counted } from "../numbers.ts";
import type { Output } from "../output.ts";
import { isLive } from "./liveBlock.ts";
import { liveTraining } from "./liveTraining.ts";
import { plainTraining } from "./plainTraining.ts";
import { showPath } from "./showPath.ts";

/** Shows a training while it works. */
export interface TrainingView {
  tell(event: TrainEvent): void;
  /** The user asked to stop. */
  stopping(): void;
  /** Gives the terminal back. */
  end(): void;
}

/** The view for this output: JSON for scripts, a live block on a terminal, else plain lines. */
export function trainingView(output: Output): TrainingView {
  if (output.isJson) return jsonTraining(output);
  return isLive(process.stderr) ? liveTraining(output) : plainTraining(output);
}

/** Scripts get a line for each event; what comes for every photo and step, once a second. */
function jsonTraining(output: Output): TrainingView {
  let toldAt = -Infinity;
  return {
    tell(event) {
      if (event.type === "decoding" || event.type === "step") {
        const now = performance.now();
        if (now - toldAt < 1000) return;
        toldAt = now;
      }
      output.json(event);
    },
    stopping() {},
    end() {},
  };
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
