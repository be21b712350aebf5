import { axisX, axisY, dot, gridX, gridY, line, type Markish, rect, ruleX, text } from "@observablehq/plot";
import type { ReliabilityBin } from "../metrics/reliability.ts";
import { colours, drawFigure, type Panel } from "./figure.ts";
import { percent } from "./text.ts";

export interface ReliabilityChartOptions {
  /** Of probabilities as the network gave them. */
  readonly before: readonly ReliabilityBin[];
  /** Of calibrated ones. */
  readonly after: readonly ReliabilityBin[];
  /** The calibration errors before and after, 0..1, as the summary has them: of more bins than are drawn. */
  readonly errors: readonly [before: number, after: number];
  /** What logits are divided by; with 1 the two are the same, and one is drawn. */
  readonly temperature: number;
  /** Default "Reliability". */
  readonly title?: string;
  /** Default "test photos". */
  readonly of?: string;
}

const panelWidth = 400;
const diagramHeight = 370;
const countsHeight = 130;
const margins = { marginLeft: 58, marginRight: 22 };

/**
 * The reliability diagram as an SVG text: how often answers of each confidence are right, with 95 % intervals, and how many
 * there are; before and after calibration, side by side. A bin is orange where its interval misses the diagonal: what chance
 * alone does to 1 bin of 20.
 */
export function reliabilityChart({
  before,
  after,
  errors,
  temperature,
  title = "Reliability",
  of = "test photos",
}: ReliabilityChartOptions): string {
  const photos = before.reduce((sum, { n }) => sum + n, 0);
  const isCalibrated = temperature !== 1;
  const parts = isCalibrated
    ? [
        { name: "before", bins: before, error: errors[0] },
        { name: `after (temperature ${temperature.toPrecision(3)})`, bins: after, error: errors[1] },
      ]
    : [{ name: "not calibrated", bins: before, error: errors[0] }];
  const hasMisses = parts.some(({ bins }) => bins.some((bin) => colourOf(bin) === colours.orange));
  const most = Math.max(...parts.flatMap(({ bins }) => bins.map(({ n }) => n)));
  const gaps = parts.map(({ name, error }) => `${name}: ${percent(error)} from the diagonal on average`);
  return drawFigure({
    title,
    subtitle: `n = ${photos} ${of}`,
    description: `How often answers of each confidence are right, on ${photos} ${of}. ${gaps.join("; ")}.`,
    legend: [
      { label: "right as often as it says, within chance", colour: colours.blue },
      ...(hasMisses ? [{ label: "not: its 95 % interval misses the diagonal", colour: colours.orange }] : []),
    ],
    panels: parts.flatMap(({ name, bins, error }, i) => [
      diagram(i * panelWidth, `${name}: ${percent(error)} off`, bins),
      counts(i * panelWidth, bins, most),
    ]),
  });
}

const x = { domain: [0, 100] };

function diagram(left: number, label: string, bins: readonly ReliabilityBin[]): Panel {
  const marks: Markish[] = [
    gridY({ stroke: colours.line, strokeOpacity: 1, ticks: 5 }),
    gridX({ stroke: colours.line, strokeOpacity: 0.5, ticks: 5 }),
    axisY({ label: null, tickSize: 0, fontSize: 12, ticks: 5 }),
    text([label], { frameAnchor: "top-left", dy: -42, fontSize: 13, fontWeight: "bold" }),
    text(["right, %"], { frameAnchor: "top-left", dx: -40, dy: -21, fontSize: 12 }),
    line(
      [
        [0, 0],
        [100, 100],
      ],
      { stroke: colours.faint, strokeDasharray: "4,4" },
    ),
    ruleX(bins, {
      x: ({ confidence }: ReliabilityBin) => 100 * confidence,
      y1: ({ interval }: ReliabilityBin) => 100 * interval[0],
      y2: ({ interval }: ReliabilityBin) => 100 * interval[1],
      stroke: colourOf,
      strokeWidth: 2,
    }),
    dot(bins, {
      x: ({ confidence }: ReliabilityBin) => 100 * confidence,
      y: ({ accuracy }: ReliabilityBin) => 100 * accuracy,
      fill: colourOf,
      r: 4.5,
    }),
  ];
  return {
    x: left,
    y: 0,
    options: {
      ...margins,
      width: panelWidth,
      height: diagramHeight,
      marginTop: 58,
      marginBottom: 8,
      x: { ...x, axis: null },
      y: { domain: [0, 100] },
      color: { type: "identity" },
      marks,
    },
  };
}

/** How many answers each bin has, under its diagram. */
function counts(left: number, bins: readonly ReliabilityBin[], most: number): Panel {
  return {
    x: left,
    y: diagramHeight,
    options: {
      ...margins,
      width: panelWidth,
      height: countsHeight,
      marginTop: 22,
      marginBottom: 44,
      x,
      y: { domain: [0, most], axis: null },
      marks: [
        axisX({ label: null, tickSize: 4, fontSize: 12, ticks: 5 }),
        rect(bins, {
          x1: ({ from }: ReliabilityBin) => 100 * from,
          x2: ({ to }: ReliabilityBin) => 100 * to,
          y1: 0,
          y2: "n",
          insetLeft: 1,
          insetRight: 1,
          fill: colours.line,
        }),
        text(bins, {
          x: ({ from, to }: ReliabilityBin) => 50 * (from + to),
          y: "n",
          text: ({ n }: ReliabilityBin) => String(n),
          dy: -8,
          fontSize: 11,
        }),
        text(["confidence, %"], { frameAnchor: "bottom", dy: 36, fontSize: 12 }),
      ],
    },
  };
}

function colourOf({ confidence, interval: [low, high] }: ReliabilityBin): string {
  return confidence >= low && confidence <= high ? colours.blue : colours.orange;
}
