import { sep } from "node:path";
import type { TrainResult } from "../../train/result.ts";
import { runFolder } from "../../train/runFolder.ts";
import { duration, percent } from "../numbers.ts";
import type { Output } from "../output.ts";
import { calibrationText, decisionText } from "./decisionText.ts";
import { evaluationText, setAsideText } from "./evaluationText.ts";
import { showPath } from "./showPath.ts";
import { padded } from "./visibleWidth.ts";

/** What a finished training came to: figures, what was set aside, files, and what to type next. */
export function trainSummary(result: TrainResult, output: Output): string {
  const { test, validation, train, setAside, run, calibration = null, decisions = null } = result;
  const { dim } = output.colours;
  const shown = test ?? validation ?? train;
  const of = test !== null ? "test photos" : validation !== null ? "validation photos" : "training photos";
  const paragraphs: string[] = [];
  if (shown !== null) {
    const others = [
      train === null ? "" : `train ${percent(train.accuracy)}`,
      validation === null ? "" : `validation ${percent(validation.accuracy)}`,
      test === null ? "" : `test ${percent(test.accuracy)}`,
    ].filter((part) => part !== "");
    paragraphs.push(evaluationText(shown, of, output), dim(`Accuracy by part: ${others.join(", ")}`));
    const trust = [
      decisions === null ? "" : decisionText(decisions, of, output),
      calibration === null ? "" : calibrationText(calibration, output),
    ].filter((part) => part !== "");
    if (trust.length > 0) paragraphs.push(trust.join("\n"));
  }
  if (setAside.length > 0) paragraphs.push(setAsideText(setAside, output));
  if (result.testLooks > 1) {
    paragraphs.push(
      output.colours.yellow(
        `The test photos have been looked at ${result.testLooks} times, as the run went on after it was finished. If an earlier test figure led\nto that, this one looks better than it is; only photos never looked at can tell.`,
      ),
    );
  }
  paragraphs.push(`${ending(result)}\n${files(result, output)}`, next(run, output));
  return `\n${paragraphs.join("\n\n")}`;
}

function ending({ reason, epochs, bestEpoch, seconds, run }: TrainResult): string {
  const stop =
    reason === "early-stopping"
      ? `Stopped early after epoch ${epochs}: validation was no longer getting better. The best epoch was ${bestEpoch}.`
      : `Trained ${epochs} epochs; the best was epoch ${bestEpoch}.`;
  return `${stop} It took ${duration(seconds)}.\nEverything is in ${showPath(run)}${sep}:`;
}

function files({ run, test, validation }: TrainResult, { colours: { dim, cyan } }: Output): string {
  const folder = runFolder(run);
  const rows: (readonly [string, string])[] = [
    [folder.bestModel, "the model, for wrasse predict and any ONNX runtime"],
    [folder.curves, "loss and accuracy by epoch"],
    ...((test ?? validation) === null ? [] : [[folder.confusionMatrix, "which class is taken for which"] as const]),
    ...(test === null ? [] : [[folder.reliability, "how often it is right when it is that sure"] as const]),
    ...(test === null ? [] : [[folder.predictions, "the answer on each test photo"] as const]),
  ];
  return rows.map(([path, about]) => `  ${padded(cyan(path.slice(run.length + 1)), 22)}${dim(about)}`).join("\n");
}

function next(run: string, { colours: { bold } }: Output): string {
  const path = showPath(run);
  return [
    "Next:",
    bold(`  wrasse predict ${path} PHOTO`),
    bold(`  wrasse export ${path} --to transformers.js --out web-model`),
  ].join("\n");
}
