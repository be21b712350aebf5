import type { CaseStory, Check, ToldTrial } from "../../treat/case/story.ts";
import { duration } from "../numbers.ts";
import type { Output } from "../output.ts";

/** What each check of case 3 says, in words. */
const meanings: Readonly<Record<string, string>> = {
  "dead-layer-share": "units of the deadest layer that no training photo makes positive",
  "stuck-over-majority": "best training accuracy less the commonest class's share",
  "gradient-below": "gradient below that layer over the healthy twin's",
  "learning-rate": "share of learning rates at which the loss falls",
  "root-cause": "what taking the cause away does to validation accuracy",
  placebo: "what a change beside the point does",
  "sick-twin": "what putting the cause into the healthy twin does",
  "alive-after": "units of that layer that get a gradient again once it is cured",
};

/** A case for a person: its checks and its trials. */
export function caseText({ checks, trials, seeds, isControl, seconds }: CaseStory, output: Output): string {
  const { bold, dim, green, red } = output.colours;
  const mark = ({ ok }: Check): string => (ok ? green("true ") : red("false"));
  return [
    bold(`Case 3${isControl ? ", the fault left out" : ""}: ${seeds.length} seeds, ${duration(seconds)}`),
    "",
    ...checks.map((check) => `  ${mark(check)}  ${valueText(check).padEnd(28)}  ${meanings[check.id] ?? check.id}`),
    "",
    bold("Each change alone, in validation accuracy"),
    ...trials.map(
      (trial) =>
        `  ${trial.change.padEnd(30)} ${effectText(trial)}  ${dim(`on the ${trial.on} net, n = ${trial.pairs.length}`)}`,
    ),
  ].join("\n");
}

function valueText({ value, interval, bound }: Check): string {
  return interval === null ? `${number(value)}, bound ${number(bound)}` : `${number(value)}${rangeText(interval)}`;
}

function effectText({ effect, interval, p }: ToldTrial): string {
  return `${signed(effect)}${rangeText(interval)}, p = ${p.toPrecision(2)}`.padEnd(40);
}

function rangeText(interval: readonly [number, number] | null): string {
  return interval === null ? "" : ` (${signed(interval[0])} to ${signed(interval[1])})`;
}

function number(value: number): string {
  return Math.abs(value) > 0 && Math.abs(value) < 0.001 ? value.toExponential(1) : value.toFixed(3);
}

function signed(value: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(3)}`;
}
