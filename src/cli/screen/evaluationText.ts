import Table from "cli-table3";
import type { SetAside } from "../../data/photo.ts";
import type { Evaluation } from "../../train/metrics/evaluate.ts";
import { count, counted, figure, percent } from "../numbers.ts";
import type { Output } from "../output.ts";
import { tableBorders } from "./tableBorders.ts";
import { truncated } from "./visibleWidth.ts";

type Interval = readonly [number, number] | null;

/**
 * A model's figures on one part of the photos: accuracy with its interval, the macro average, and a table by class.
 * @param of "test photos"
 */
export function evaluationText(evaluation: Evaluation, of: string, output: Output): string {
  const { n, accuracy, accuracyInterval, macroAuc, calibrationError, macroF1 } = evaluation;
  const { bold, dim } = output.colours;
  const interval = range(accuracyInterval, (value) => (100 * value).toFixed(1));
  return [
    `${bold(`Accuracy ${percent(accuracy)}`)} on ${count(n)} ${of}   ${dim(`95 % interval ${interval}`)}`,
    dim(`macro AUC ${figure(macroAuc)} · macro F1 ${figure(macroF1)} · calibration error ${figure(calibrationError)}`),
    "",
    classTable(evaluation, output),
  ].join("\n");
}

function classTable({ perClass, confusion }: Evaluation, { columns, colours: { dim } }: Output): string {
  const table = new Table({
    head: ["class", "n", "precision", "recall", "F1", "AUC", "95 % interval", "often taken for"].map(dim),
    chars: tableBorders,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    colAligns: ["left", "right", "right", "right", "right", "right", "left", "left"],
  });
  perClass.forEach(({ name, n, precision, recall, f1, auc, aucInterval }, label) => {
    const mistake = commonestMistake(confusion[label]!, label);
    table.push([
      name,
      count(n),
      figure(precision, 2),
      figure(recall, 2),
      figure(f1, 2),
      figure(auc),
      dim(range(aucInterval, (value) => value.toFixed(3))),
      mistake === undefined ? "" : dim(`${perClass[mistake.label]!.name} (${mistake.times})`),
    ]);
  });
  const lines = table.toString().split("\n");
  return lines.map((line) => truncated(line.trimEnd(), columns)).join("\n");
}

function commonestMistake(row: readonly number[], own: number): { label: number; times: number } | undefined {
  const times = Math.max(...row.map((value, label) => (label === own ? 0 : value)));
  return times === 0 ? undefined : { label: row.findIndex((value, label) => label !== own && value === times), times };
}

function range(interval: Interval, show: (value: number) => string): string {
  return interval === null ? "-" : `${show(interval[0])}–${show(interval[1])}`;
}

const shownSetAside = 3;

/** How many photos were set aside, and the first of them with their reasons. */
export function setAsideText(setAside: readonly SetAside[], { colours: { yellow, dim } }: Output): string {
  const first = setAside.slice(0, shownSetAside).map(({ path, reason }) => dim(`  ${path}: ${reason}`));
  const more = setAside.length - first.length;
  return [
    yellow(`${counted(setAside.length, "photo was", "photos were")} set aside`),
    ...first,
    ...(more > 0 ? [dim(`  and ${count(more)} more`)] : []),
  ].join("\n");
}
