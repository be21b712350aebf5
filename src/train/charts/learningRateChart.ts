import { axisX, axisY, dot, gridX, gridY, line, type Markish, ruleX, ruleY, text } from "@observablehq/plot";
import { colours, drawFigure, type LegendEntry } from "./figure.ts";

/** What is plotted of a learning-rate range test. */
export interface LearningRateChart {
  readonly curves: readonly {
    readonly seed: number;
    readonly points: readonly { readonly learningRate: number; readonly loss: number; readonly smoothedLoss: number }[];
  }[];
  /** The first and the last rate. */
  readonly from: number;
  readonly to: number;
  readonly chanceLoss: number;
  /** The smoothed losses tell of rates that are lower by this factor, and are drawn there. */
  readonly lag: number;
  /** Marked, where there is one. */
  readonly suggestion?:
    | {
        readonly learningRate: number;
        readonly spread: readonly [number, number];
        readonly learnsFrom: number;
        readonly lowestAt: number;
      }
    | undefined;
  /** What stands under the title where nothing is suggested. */
  readonly subtitle?: string | undefined;
}

const width = 760;
const height = 420;
/** Told apart by colour-blind people too (Okabe & Ito 2008); then by their dashes. */
const inks = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9"];
const dashes = [undefined, "6,3", "2,3"];

/**
 * The curves of a range test as an SVG text: each seed's smoothed loss as a line and its raw losses as faint dots, over the
 * learning rate on a logarithmic scale, with chance and the suggestion. Above what the seeds begin with the plot is cut.
 */
export function learningRateChart(chart: LearningRateChart): string {
  const { curves, from, to, lag, chanceLoss, suggestion, subtitle } = chart;
  const smoothed = curves.flatMap(({ points }) => points.map(({ smoothedLoss }) => smoothedLoss));
  const first = Math.max(
    chanceLoss,
    ...curves.flatMap(({ points }) => points.slice(0, 10).map((point) => point.smoothedLoss)),
  );
  // A loss that hardly moves is drawn as flat as it is.
  const lowest = Math.min(chanceLoss, first - 0.1 * Math.abs(first), ...smoothed);
  const domain: [number, number] = [lowest - 0.12 * (first - lowest), first + 0.25 * (first - lowest)];
  const said = suggestion === undefined ? (subtitle ?? "no suggestion") : inWords(suggestion);
  const legend = curves.slice(0, 10).map(({ seed }, i): LegendEntry => {
    const dash = dashOf(i);
    return { label: `seed ${seed}`, colour: inkOf(i), ...(dash !== undefined && { dash }) };
  });
  return drawFigure({
    title: "Learning-rate range test",
    subtitle: said.length > 110 ? `${said.slice(0, 109)}…` : said,
    description: `Smoothed training loss of ${curves.length} seeds over the learning rate, from ${from} to ${to}. ${said}`,
    legend,
    panels: [
      {
        x: 0,
        y: 0,
        options: {
          width,
          height,
          marginLeft: 62,
          marginRight: 24,
          marginTop: 46,
          marginBottom: 52,
          x: { type: "log", domain: [from, to] },
          y: { domain },
          marks: [
            gridY({ stroke: colours.line, strokeOpacity: 1 }),
            gridX({ stroke: colours.line, strokeOpacity: 0.5, ticks: decades(from, to) }),
            axisY({ label: null, tickSize: 0, fontSize: 12 }),
            axisX({ label: null, tickSize: 4, fontSize: 12, ticks: decades(from, to), tickFormat: decadeText }),
            text(["smoothed loss, nats (dots: the loss of each step)"], {
              frameAnchor: "top-left",
              dy: -30,
              fontSize: 13,
              fontWeight: "bold",
            }),
            text(["learning rate"], { frameAnchor: "bottom", dy: 42, fontSize: 12 }),
            ...(suggestion === undefined ? [] : marked(suggestion)),
            ruleY([chanceLoss], { stroke: colours.faint, strokeDasharray: "2,3" }),
            text([chanceLoss], {
              y: (value: number) => value,
              frameAnchor: "left",
              dy: -9,
              dx: 6,
              fontSize: 12,
              fill: colours.faint,
              text: () => `chance: the classes' shares alone give ${chanceLoss.toFixed(2)}`,
            }),
            ...curves.flatMap(({ points }, i) => curve(points, i, { from, lag, top: domain[1] })),
          ],
        },
      },
    ],
  });
}

function curve(
  points: LearningRateChart["curves"][number]["points"],
  place: number,
  { from, lag, top }: { readonly from: number; readonly lag: number; readonly top: number },
): Markish[] {
  const stroke = inkOf(place);
  const dash = dashOf(place);
  const smoothed = points.filter(({ learningRate }) => learningRate >= from * lag);
  return [
    dot(
      points.filter(({ loss }) => loss <= top),
      { x: "learningRate", y: "loss", r: 1.4, fill: stroke, fillOpacity: 0.35, clip: true },
    ),
    line(smoothed, {
      x: ({ learningRate }: { readonly learningRate: number }) => learningRate / lag,
      y: "smoothedLoss",
      stroke,
      strokeWidth: 2.2,
      clip: true,
      ...(dash !== undefined && { strokeDasharray: dash }),
    }),
  ];
}

/** The suggestion, and the ends that it is the middle of. */
function marked({ learningRate, learnsFrom, lowestAt }: NonNullable<LearningRateChart["suggestion"]>): Markish[] {
  const rule = (x: number, label: string, isMain: boolean): Markish[] => [
    ruleX([x], {
      stroke: isMain ? colours.text : colours.faint,
      ...(!isMain && { strokeDasharray: "2,3" }),
      strokeWidth: isMain ? 1.8 : 1,
    }),
    text([x], {
      x: (value: number) => value,
      frameAnchor: "top",
      dy: -10,
      fontSize: 12,
      fontWeight: isMain ? "bold" : "normal",
      text: () => label,
      textAnchor: isMain ? "middle" : x < learningRate ? "end" : "start",
      dx: isMain ? 0 : x < learningRate ? 10 : -10,
    }),
  ];
  return [
    ...rule(learnsFrom, "learns from", false),
    ...rule(lowestAt, "lowest", false),
    ...rule(learningRate, short(learningRate), true),
  ];
}

function inWords({ learningRate, spread }: NonNullable<LearningRateChart["suggestion"]>): string {
  return `suggested rate ${short(learningRate)}, the seeds' own from ${short(spread[0])} to ${short(spread[1])}`;
}

function inkOf(place: number): string {
  return inks[place % inks.length]!;
}

function dashOf(place: number): string | undefined {
  return dashes[place % dashes.length];
}

function decades(from: number, to: number): number[] {
  const [low, high] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
  return Array.from({ length: high - low + 1 }, (_, i) => Number(`1e${low + i}`));
}

function decadeText(value: number): string {
  return value >= 1e-3 && value <= 1e3 ? String(value) : value.toExponential();
}

function short(value: number): string {
  return decadeText(Number(value.toPrecision(2)));
}
