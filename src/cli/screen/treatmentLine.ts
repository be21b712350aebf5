import type { TreatmentProgress } from "../../treat/treatment/treatment.ts";
import { counted, duration } from "../numbers.ts";
import type { Output } from "../output.ts";
import { bar } from "./bar.ts";
import { isLive, LiveBlock } from "./liveBlock.ts";

const frameMs = 80;
const lineMs = 10_000;
const jsonMs = 1_000;

const texts: Readonly<Record<TreatmentProgress["stage"], string>> = {
  diagnosing: "looking for what is wrong",
  timing: "learning how long a training takes",
  screening: "trying remedies",
  proving: "proving remedies",
  curing: "training the cured model",
};

/** Shows how far a treatment is, with the time left to its end: a bar on a terminal, a line now and then elsewhere. */
export function treatmentLine(output: Output): {
  readonly update: (progress: TreatmentProgress) => void;
  readonly end: () => void;
} {
  const block = isLive(process.stderr) && !output.isJson ? new LiveBlock(process.stderr) : undefined;
  const everyMs = output.isJson ? jsonMs : block === undefined ? lineMs : frameMs;
  let shownAt = Number.NEGATIVE_INFINITY;
  let stage: string | undefined;
  return {
    update(progress) {
      const now = performance.now();
      if (progress.stage === stage && now - shownAt < everyMs) return;
      [shownAt, stage] = [now, progress.stage];
      const { done, total, share, secondsLeft } = progress;
      output.json({ type: "progress", what: stage, done, total, share, secondsLeft: secondsLeft ?? null });
      const what = texts[progress.stage];
      const left = secondsLeft === undefined ? "" : `  about ${duration(secondsLeft)} left`;
      const of = total > 1 ? `  ${done} of ${counted(total, "training")}` : "";
      if (block === undefined) output.note(`${what}${of}${left}`);
      else block.draw([` ${what}  ${bar(share, 32, output.errorColours)}${of}${left}`]);
    },
    end() {
      block?.clear();
      block?.end();
    },
  };
}
