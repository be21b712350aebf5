import type { Output } from "../output.ts";
import { isLive } from "./liveBlock.ts";
import { liveTraining } from "./liveTraining.ts";
import { plainTraining } from "./plainTraining.ts";
import type { TrainingView } from "./trainingView.ts";

/** The view for this output: JSON for scripts, a live block on a terminal, else plain lines. */
export function showTraining(output: Output): TrainingView {
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
