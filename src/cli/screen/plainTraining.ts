import { count, duration, figure, percent } from "../numbers.ts";
import type { Output } from "../output.ts";
import { Pace } from "./pace.ts";
import { progressLine } from "./progressLine.ts";
import { startLines, type TrainingView } from "./trainingView.ts";

/** A training as lines of a log: one for each epoch. */
export function plainTraining(output: Output): TrainingView {
  const pace = new Pace(() => performance.now() / 1000);
  const decoding = progressLine("reading photos", output);
  return {
    tell(event) {
      switch (event.type) {
        case "decoding":
          decoding.update(event.done, event.total);
          break;
        case "start":
          for (const line of startLines(event)) output.note(line);
          break;
        case "warning":
          output.note(`note: ${event.message}`);
          break;
        case "step":
          pace.step(event.epoch, event.step / event.stepsPerEpoch, event.photos, event.epochs);
          break;
        case "epoch": {
          const { epoch, epochs, loss, accuracy, validationLoss, validationAccuracy, best } = event;
          const { imagesPerSecond, secondsLeft } = pace;
          const parts = [
            `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
            `loss ${figure(loss)}`,
            `accuracy ${percent(accuracy).padStart(7)}`,
            ...(validationLoss === null
              ? []
              : [`validation loss ${figure(validationLoss)}`, `accuracy ${percent(validationAccuracy).padStart(7)}`]),
            ...(imagesPerSecond === undefined ? [] : [`${count(imagesPerSecond)} images/s`]),
            ...(secondsLeft === undefined || epoch === epochs ? [] : [`${duration(secondsLeft)} left`]),
            ...(best ? ["best"] : []),
          ];
          output.note(parts.join("  "));
          break;
        }
        case "evaluating":
          output.note(`looking at the ${event.part} photos`);
          break;
        case "stopping":
          break;
        default:
          event satisfies never;
      }
    },
    stopping() {
      output.note("Stopping after this step; everything is being saved.");
    },
    end() {
      decoding.end();
    },
  };
}
