import { describeChanges } from "../../config/difference.ts";
import type { Effect } from "../../treat/prove.ts";
import type { Figure, ModelFigures, Treatment } from "../../treat/treatment/treatment.ts";
import { counted, duration, percent } from "../numbers.ts";
import type { Output } from "../output.ts";
import { findingName } from "./findingName.ts";
import { showPath } from "./showPath.ts";
import { padded } from "./visibleWidth.ts";
import { wrapped } from "./wrapped.ts";

/** A treatment for a person: what was found, what each remedy did, what the cure changes, and how to use the cured model. */
export function treatmentText(treatment: Treatment, output: Output): string {
  const { cured, accepted, findings, before, after, notes, run, trainings, seconds } = treatment;
  const { bold, dim, green, yellow } = output.colours;
  const [best] = accepted;
  const found = findings.map((finding) => `${findingName(finding) ?? "something unknown"} (${finding.verdict})`);
  const title =
    cured && best !== undefined
      ? green(
          bold(
            `Cured by ${best.remedy}: ${points(best.effect)} on validation photos, proven over ${best.seeds} seeds.`,
          ),
        )
      : yellow(bold("Not cured: the run stays as it is."));
  const paragraphs = [title];
  if (found.length > 0) paragraphs.push(wrapped(`Found: ${found.join("; ")}.`, output.columns, "", "  ").join("\n"));
  const table = tableOf(treatment, output);
  if (table.length > 0) paragraphs.push(table.join("\n"));
  if (best !== undefined) paragraphs.push(`What ${best.remedy} changes:\n${indented(describeChanges(best.diff))}`);
  if (cured) paragraphs.push([`Before  ${figuresText(before)}`, `After   ${figuresText(after)}`].join("\n"));
  if (notes.length > 0) {
    paragraphs.push(notes.flatMap((note) => wrapped(note, output.columns, "  ", "  ").map(dim)).join("\n"));
  }
  paragraphs.push(
    dim(`${counted(trainings, "training")} in ${duration(seconds)}; all in ${showPath(`${treatment.of}/treatment`)}.`),
  );
  if (cured) paragraphs.push(`The cured model: ${bold(`wrasse predict ${showPath(run)} PHOTO`)}`);
  return paragraphs.join("\n\n");
}

interface Row {
  readonly remedy: string;
  readonly effect: string;
  readonly p: string;
  readonly placebo: string;
  readonly verdict: string;
}

function tableOf({ accepted, rejected }: Treatment, { colours: { dim }, columns }: Output): string[] {
  const rows: Row[] = [
    ...accepted.map(
      ({ remedy, adjustedP, placebo, ...proof }): Row => ({
        remedy,
        effect: effectText(proof),
        p: pText(adjustedP),
        placebo: placebo === null ? "-" : effectText(placebo),
        verdict: "proven",
      }),
    ),
    ...rejected.map(({ remedy, reason, screened, proof }): Row => {
      const effect = proof ?? screened;
      return {
        remedy,
        effect:
          effect === undefined ? "-" : `${effectText(effect)}${proof === undefined ? ` on ${effect.seeds} seeds` : ""}`,
        p: proof === undefined ? "-" : pText(proof.adjustedP),
        placebo: proof?.placebo == null ? "-" : effectText(proof.placebo),
        verdict: reason,
      };
    }),
  ];
  if (rows.length === 0) return [];
  const header: Row = { remedy: "remedy", effect: "effect on accuracy", p: "p", placebo: "placebo", verdict: "" };
  const keys = ["remedy", "effect", "p", "placebo"] as const;
  const widths = keys.map((key) => Math.max(...[header, ...rows].map((row) => row[key].length)));
  const before = widths.reduce((sum, width) => sum + width + 2, 0);
  const lineOf = (row: Row): string[] => {
    const cells = keys.map((key, i) => padded(row[key], widths[i]!)).join("  ");
    // A verdict that has no room beside the numbers stands below them.
    if (before + row.verdict.length <= Math.min(columns, 140)) return [`${cells}  ${row.verdict}`.trimEnd()];
    return [cells.trimEnd(), ...wrapped(row.verdict, columns, "    ", "    ")];
  };
  return [...lineOf(header).map(dim), ...rows.flatMap(lineOf)];
}

/** "+43.3 points [30.1, 56.5]" */
function effectText({ effect, interval }: Effect): string {
  const number = (value: number): string => (100 * value).toFixed(1).replace(/^-(0\.0)$/, "$1");
  return `${points(effect)}${interval === null ? "" : ` [${number(interval[0])}, ${number(interval[1])}]`}`;
}

function points(value: number): string {
  const text = (100 * value).toFixed(1).replace(/^-(0\.0)$/, "$1");
  return `${value > 0 ? "+" : ""}${text} points`;
}

function pText(p: number): string {
  return p < 0.001 ? "<0.001" : p.toFixed(3);
}

function figuresText({ validation, test }: ModelFigures): string {
  return [["validation", validation] as const, ["test", test] as const]
    .flatMap(([name, figure]) => (figure === null ? [] : [`${name} ${figureText(figure)}`]))
    .join(", ");
}

function figureText({ accuracy, interval: [low, high], n }: Figure): string {
  return `${percent(accuracy)} [${percent(low)}, ${percent(high)}] of ${n}`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
