import type { Prediction } from "../../train/predict.ts";
import { percent } from "../numbers.ts";
import type { Output } from "../output.ts";
import { decisionNames, decisionWord } from "./decisionText.ts";
import { padded } from "./visibleWidth.ts";

/** A line for each photo: its path, the likeliest class, what to make of it, and the next ones. */
export function predictionsTable(predictions: readonly Prediction[], output: Output): string {
  const { colours } = output;
  const pathWidth = Math.min(60, Math.max(...predictions.map(({ path }) => path.length)));
  const nameWidth = Math.max(...predictions.map(({ classes }) => classes[0]!.name.length));
  const words = predictions.map(({ decision }) => (decision === null ? "" : decisionNames[decision]));
  const decisionWidth = Math.max(...words.map((word) => word.length));
  return predictions
    .map(({ path, decision, classes: [first, ...others] }) => {
      const rest = others.map(({ name, probability }) => `${name} ${percent(probability)}`).join(", ");
      const chance = percent(first!.probability).padStart(7);
      const word = decisionWidth === 0 ? "" : `  ${padded(decisionWord(decision, output), decisionWidth)}`;
      return `${padded(path, pathWidth)}  ${colours.bold(padded(first!.name, nameWidth))} ${chance}${word}   ${colours.dim(rest)}`.trimEnd();
    })
    .join("\n");
}

/** One line of CSV (RFC 4180). */
export function csvRow(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");
}
