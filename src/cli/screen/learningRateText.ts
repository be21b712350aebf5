import Table from "cli-table3";
import type { Config } from "../../config/config.ts";
import type { FoundLearningRate } from "../../probe/active/findLearningRate.ts";
import { type LearningRateRange, lagFactor } from "../../probe/active/learningRateRange.ts";
import { rate, type SeedReading, type Suggested } from "../../probe/active/learningRateSuggestion.ts";
import { counted, figure } from "../numbers.ts";
import type { Output } from "../output.ts";
import { drawLines, type Line } from "./lineChart.ts";
import { tableBorders } from "./tableBorders.ts";
import { truncated } from "./visibleWidth.ts";

const chartHeight = 12;
const widestChart = 90;

/** A range test on a terminal: the curves, what each seed says, and the suggestion with what to set, or why there is none. */
export function learningRateText({ suggestion, range }: FoundLearningRate, config: Config, output: Output): string {
  const { bold, yellow } = output.colours;
  const verdict =
    suggestion.verdict === "suggested"
      ? [
          `${bold(`Suggested learning rate: ${rate(suggestion.learningRate)}`)}`,
          suggestion.reason,
          "",
          ...settings(suggestion, config, output),
        ]
      : [yellow(bold("No suggestion")), suggestion.reason, `Try: ${suggestion.hint}.`];
  return [
    heading(range, config),
    "",
    chart(range, suggestion.verdict === "suggested" ? suggestion : undefined, output),
    "",
    seedTable(suggestion.seeds, range, output),
    "",
    ...verdict,
  ].join("\n");
}

function heading({ curves, steps, batch, from, to }: LearningRateRange, { optimizer }: Config): string {
  return `Learning rates from ${rate(from)} to ${rate(to)} with ${optimizer.name}: ${counted(curves.length, "seed")}, ${counted(steps, "step")} of ${counted(batch, "photo")} each`;
}

/** Each seed's smoothed loss over the logarithm of the rate; above what all seeds begin with, the curves are cut. */
function chart(range: LearningRateRange, suggestion: Suggested | undefined, output: Output): string {
  const { curves, from, to, steps, chanceLoss } = range;
  const smoothed = curves.map(({ points }) => points.map(({ smoothedLoss }) => smoothedLoss));
  const all = smoothed.flat();
  if (all.length === 0) return output.colours.dim("no finite loss");
  const first = Math.max(...smoothed.flatMap((losses) => losses.slice(0, 10)), chanceLoss);
  // A loss that hardly moves is drawn as flat as it is.
  const lowest = Math.min(...all, chanceLoss, first - 0.1 * Math.abs(first));
  const top = first + 0.15 * (first - lowest);
  const lag = lagFactor(range);
  const lines = curves.map(({ points }, i): Line => {
    // Drawn at the rates that the smoothed losses tell of; the first ones would lie left of the chart.
    const values = points.filter(({ learningRate }) => learningRate >= from * lag).map((point) => point.smoothedLoss);
    return { values, isDotted: i > 0, ink: i };
  });
  const at = (value: number): number => Math.log(value / from) / Math.log(to / from);
  const arrow = suggestion === undefined ? [] : [[{ at: at(suggestion.learningRate), text: "▲" }]];
  const drawn = drawLines(
    {
      lines,
      places: steps,
      bottom: lowest - 0.05 * (top - lowest),
      top,
      label: (value) => value.toFixed(2).padStart(6),
      marks: [decades(from, to).map((value) => ({ at: at(value), text: decadeText(value) })), ...arrow],
    },
    Math.min(widestChart, output.columns),
    chartHeight,
    output.colours,
  );
  const legend = output.colours.isColorSupported || curves.length === 1 ? "" : " (seeds after the first dotted)";
  return [output.colours.dim(`  smoothed loss by learning rate${legend}`), ...drawn].join("\n");
}

/** The powers of ten from one rate to another. */
function decades(from: number, to: number): number[] {
  const [low, high] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
  return Array.from({ length: high - low + 1 }, (_, i) => Number(`1e${low + i}`));
}

function decadeText(value: number): string {
  return value >= 1e-3 && value <= 1e3 ? String(value) : value.toExponential();
}

const ends = {
  "highest-rate": "the last rate",
  "loss-grew": "loss grew",
  "loss-not-finite": "loss not finite",
} as const;

function seedTable(seeds: readonly SeedReading[], { curves }: LearningRateRange, { columns, colours }: Output): string {
  const table = new Table({
    head: [
      "seed",
      "learns from",
      "lowest at",
      "a tenth of it",
      "steepest",
      "middle",
      "lowest loss",
      "evidence",
      "ended by",
    ].map(colours.dim),
    chars: tableBorders,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    colAligns: ["right", "right", "right", "right", "right", "right", "right", "right", "left"],
  });
  seeds.forEach(({ seed, learnsFrom, lowestAt, tenthOfLowest, steepestAt, suggestion, lowestLoss, evidence }, i) => {
    const shown = [learnsFrom, lowestAt, tenthOfLowest, steepestAt, suggestion].map((value) =>
      value === null ? "-" : rate(value),
    );
    table.push([
      String(seed),
      ...shown,
      figure(lowestLoss, 2),
      `${evidence.toFixed(1)} sd`,
      colours.dim(ends[curves[i]!.end]),
    ]);
  });
  const lines = table.toString().split("\n");
  return lines.map((line) => truncated(line.trimEnd(), columns)).join("\n");
}

/** What to write into a config: for its own schedule first. */
function settings(
  { learningRate, learnsFrom }: Suggested,
  config: Config,
  { colours: { bold, dim } }: Output,
): string[] {
  const { schedule, optimizer } = config;
  const highest = rate(learningRate);
  const lowest = rate(learnsFrom);
  const given = rate(optimizer["learningRate"] as number);
  if (schedule.name === "cyclic") {
    return ["Set the ends of the cycle:", bold(`  --set schedule.minimum=${lowest} --set schedule.maximum=${highest}`)];
  }
  return [
    `Set, as the ${schedule.name === "constant" ? "only" : "highest"} rate of the ${schedule.name} schedule (${given} in the config):`,
    bold(`  --learning-rate ${highest}`),
    dim(`For a cyclic schedule: --set schedule='{name: cyclic, minimum: ${lowest}, maximum: ${highest}}'`),
  ];
}
