import type { CalibrationReport } from "../../train/decision/calibrationReport.ts";
import { fewestForKeeping } from "../../train/decision/familiarThreshold.ts";
import type { DecisionFigures, Share } from "../../train/decision/figures.ts";
import type { Decision, DecisionThresholds } from "../../train/decision/rule.ts";
import { fewestForPrecision } from "../../train/decision/sureThreshold.ts";
import { counted, figure, percent } from "../numbers.ts";
import type { Output } from "../output.ts";

/** How a decision is called on a screen. */
export const decisionNames: Readonly<Record<Decision, string>> = {
  sure: "sure",
  "not-sure": "not sure",
  "none-of-these": "none of these",
};

/** A decision in its colour; empty where there is none. */
export function decisionWord(decision: Decision | null, { colours }: Output): string {
  switch (decision) {
    case "sure":
      return colours.green(decisionNames[decision]);
    case "not-sure":
      return colours.yellow(decisionNames[decision]);
    case "none-of-these":
      return colours.red(decisionNames[decision]);
    case null:
      return "";
    default:
      return decision satisfies never;
  }
}

/** A line on the temperature, and what it did for the test photos. */
export function calibrationText({ temperature, outcome, n, test }: CalibrationReport, output: Output): string {
  const { dim } = output.colours;
  const photos = counted(n, "validation photo");
  switch (outcome) {
    case "fitted":
    case "at-limit": {
      const limit = outcome === "at-limit" ? ", as far as it goes" : "";
      const found = `Probabilities calibrated on ${photos}: temperature ${temperature.toFixed(2)}${limit}`;
      if (test === null) return dim(found);
      const moved = (name: keyof typeof test.before): string =>
        `${figure(test.before[name])} → ${figure(test.after[name])}`;
      return dim(`${found}; on test photos loss ${moved("loss")}, calibration error ${moved("calibrationError")}`);
    }
    case "no-mistakes":
      return dim(`Probabilities not calibrated: no mistake among ${photos} says how sure is too sure`);
    case "too-few-photos":
      return dim(`Probabilities not calibrated: ${photos} ${n === 1 ? "is" : "are"} too few`);
    case "loss-not-suited":
      return dim("Probabilities not calibrated: this loss gives no logits to compare classes by");
    default:
      return outcome satisfies never;
  }
}

/** What the decisions came to: sure answers with their precision, and photos kept as one of these. */
export function decisionText(figures: DecisionFigures, of: string, { colours }: Output): string {
  const { thresholds, sure, precision, kept } = figures;
  const { dim } = colours;
  const lines: string[] = [];
  if (sure !== null && precision !== null) {
    lines.push(
      `Sure of ${shareText(sure)} of ${sure.of} ${of}, and right on ${shareText(precision)} of these   ${dim(intervalText(precision))}`,
      dim(`  sure: a probability of ${percent(thresholds.sure.threshold)} or more${aimText(thresholds)}`),
    );
  } else lines.push(dim(noSureText(thresholds)));
  if (thresholds.familiar === null) return lines.join("\n");
  if (kept === null) lines.push(dim(noStrangersText(thresholds.familiar)));
  else {
    lines.push(
      dim(
        `Taken for one of these classes: ${shareText(kept)} of ${kept.of} ${of} (${intervalText(kept)}), ${percent(thresholds.familiar.keep, 0)} aimed at`,
      ),
    );
  }
  return lines.join("\n");
}

function aimText({ sure: { precision, lowerBound } }: DecisionThresholds): string {
  if (precision === null || lowerBound === null) return "";
  return `; validation showed a precision above ${percent(lowerBound)}, ${percent(precision, 0)} asked for`;
}

/** Why no answer is called sure. */
export function noSureText({ sure: { precision, n } }: DecisionThresholds): string {
  const wanted = percent(precision, 0);
  const fewest = fewestForPrecision(precision ?? 0.5);
  const photos = counted(n, "validation photo");
  return n < fewest
    ? `No answer is called sure: ${photos} ${n === 1 ? "is" : "are"} too few to show a precision of ${wanted}, which takes ${fewest}`
    : `No answer is called sure: the surest of ${photos} were not right often enough to show a precision of ${wanted}`;
}

function noStrangersText({ keep, n }: NonNullable<DecisionThresholds["familiar"]>): string {
  return `No photo is called a stranger: it takes ${fewestForKeeping(keep)} validation photos, and there were ${n}`;
}

function shareText({ count, share }: Share): string {
  return `${count} (${percent(share)})`;
}

function intervalText({ interval }: Share): string {
  if (interval === null) return "";
  return `95 % interval ${interval.map((value) => (100 * value).toFixed(1)).join("–")}`;
}
