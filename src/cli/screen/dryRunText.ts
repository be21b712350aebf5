import Table from "cli-table3";
import type { DryRun, PlannedRate } from "../../train/dryRun.ts";
import { count, counted } from "../numbers.ts";
import type { Output } from "../output.ts";
import { setAsideText } from "./evaluationText.ts";
import { drawLines } from "./lineChart.ts";
import { tableBorders } from "./tableBorders.ts";
import { truncated } from "./visibleWidth.ts";

const chartHeight = 8;
const widestChart = 90;

/** What a training would be: photos, layers, and a chart of the schedule. */
export function dryRunText(plan: DryRun, output: Output): string {
  const { bold, dim } = output.colours;
  const { classes, layers, parameters, schedule, batch, epochs, stepsPerEpoch, steps, optimizer } = plan;
  const sum = (part: "train" | "validation" | "test"): number => classes.reduce((total, one) => total + one[part], 0);
  const [train, validation, test] = [sum("train"), sum("validation"), sum("test")];
  const photoRows = [
    ...classes.map((one) => [one.name, ...[one.train, one.validation, one.test].map(count)]),
    [dim("all"), ...[train, validation, test].map((total) => dim(count(total)))],
  ];
  const layerRows = [
    ...layers.map(({ name, shape, parameters: own }) => [
      name,
      shape?.join(" x ") ?? "-",
      own === 0 ? dim("0") : count(own),
    ]),
    [dim("all"), "", dim(count(parameters))],
  ];
  return [
    `${bold(counted(train + validation + test, "photo"))} of ${counted(classes.length, "class", "classes")}`,
    table(["class", "train", "validation", "test"], photoRows, output),
    ...(plan.setAside.length > 0 ? [setAsideText(plan.setAside, output)] : []),
    "",
    `${bold(counted(parameters, "weight"))} in ${counted(layers.length, "layer")}`,
    table(["layer", "gives", "weights"], layerRows, output, ["left", "left", "right"]),
    "",
    `${bold(counted(epochs, "epoch"))} of ${counted(stepsPerEpoch, "step")}, ${count(steps)} in all, of ${counted(batch, "photo")} each, with ${optimizer}`,
    ...scheduleLines(schedule, plan, output),
    "",
    dim("Nothing was trained and no run was written."),
  ].join("\n");
}

function table(head: string[], rows: string[][], { columns, colours }: Output, aligns?: ("left" | "right")[]): string {
  const drawn = new Table({
    head: head.map(colours.dim),
    chars: tableBorders,
    style: { head: [], border: [], "padding-left": 1, "padding-right": 2 },
    colAligns: aligns ?? head.map((_, i) => (i === 0 ? "left" : "right")),
  });
  drawn.push(...rows);
  const lines = drawn.toString().split("\n");
  return lines.map((line) => truncated(line.trimEnd(), columns)).join("\n");
}

function scheduleLines(
  { name, dependsOnValidation, perEpoch, perStep }: DryRun["schedule"],
  { epochs }: DryRun,
  output: Output,
): string[] {
  const rates: readonly PlannedRate[] = perStep ?? perEpoch;
  const { dim } = output.colours;
  const momenta = rates.flatMap(({ momentum }) => (momentum === null ? [] : [momentum]));
  return [
    dim(`  learning rate by epoch: ${name}`),
    ...chartOf(
      rates.map(({ learningRate }) => learningRate),
      epochs,
      output,
    ),
    ...(momenta.length === 0 ? [] : ["", dim("  momentum by epoch"), ...chartOf(momenta, epochs, output)]),
    ...(dependsOnValidation
      ? [
          "",
          `After the warm-up, if any, ${name} goes by validation: it lowers the rate when that stops getting better, which nobody can know before.`,
        ]
      : []),
  ];
}

function chartOf(values: readonly number[], epochs: number, { columns, colours }: Output): string[] {
  const top = Math.max(...values) || 1;
  const lowest = Math.min(...values);
  // From 0, unless all values are near the top.
  const bottom = lowest > 0.5 * top && lowest < top ? lowest - 0.1 * (top - lowest) : 0;
  return drawLines(
    {
      lines: [{ values, ink: 0 }],
      places: Math.max(2, values.length),
      bottom,
      top,
      label: (value) => shortened(value, top).padStart(8),
      marks: [epochMarks(epochs)],
    },
    Math.min(widestChart, columns),
    chartHeight,
    colours,
  );
}

/** Digits enough to tell the labels of an axis apart. */
function shortened(value: number, top: number): string {
  if (value === 0) return "0";
  return top < 1e-3 ? value.toExponential(1) : value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(top))));
}

function epochMarks(epochs: number): { at: number; text: string }[] {
  const step =
    [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000].find((size) => epochs / size <= 10) ?? 20_000;
  return Array.from({ length: Math.floor(epochs / step) + 1 }, (_, i) => ({
    at: (i * step) / epochs,
    text: String(i * step),
  }));
}
