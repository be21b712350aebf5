import { dot, line, type Markish, ruleY, text } from "@observablehq/plot";
import type { Html } from "../html.ts";
import type { Words } from "../lang/index.ts";
import { decades, fontSize, inks, linearTicks, markedX, roundTicks, xAxis, yAxis } from "./marks.ts";
import { type Canvas, type ChartOptions, chart, smallChart } from "./plotted.ts";

export interface Line {
  /** In the order of x. Where y is no finite number the line has a gap. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly colour: string;
  /** A seed's own line is thin, a mean is thick. */
  readonly isThin?: boolean;
  readonly isDashed?: boolean;
}

export interface Lines {
  readonly description: string;
  readonly lines: readonly Line[];
  readonly x: { readonly label: string; readonly isLog?: boolean };
  readonly y: {
    readonly label: string;
    readonly isLog?: boolean;
    /** Default: what the lines span. */
    readonly domain?: readonly [low: number, high: number];
  };
  /** A level that is named, such as chance. */
  readonly level?: { readonly y: number; readonly name: string } | undefined;
  /** An x that is named, such as the epoch that was kept. */
  readonly mark?: { readonly x: number; readonly name: string } | undefined;
}

/** Lines over epochs, steps or learning rates, in a row with other charts. */
export function smallLines(words: Words, lines: Lines): Html {
  return smallChart(lines.description, (canvas) => optionsOf(words, lines, canvas));
}

/** The same as wide as the column of text. */
export function wideLines(words: Words, lines: Lines): Html {
  return chart(lines.description, (canvas) => optionsOf(words, lines, canvas));
}

function optionsOf(words: Words, { lines, x, y, level, mark }: Lines, { isNarrow }: Canvas): ChartOptions {
  const xs = lines.flatMap(({ points }) => points.map((point) => point.x)).filter((value) => !x.isLog || value > 0);
  const [left, right] = xs.length === 0 ? [0, 1] : [Math.min(...xs), Math.max(...xs)];
  const [least, high] = y.domain ?? spanOf(lines, y.isLog === true, level?.y);
  const hasZero = y.isLog === true && lines.some(({ points }) => points.some((point) => point.y === 0));
  // 0 has no place on a logarithmic scale: it gets one below it.
  const low = hasZero ? least / (high / least) ** 0.15 : least;
  const xTicks = x.isLog ? decades(left, right, isNarrow ? 6 : 9) : roundTicks(left, right, isNarrow ? 5 : 10);
  const yTicks = y.isLog ? decades(least, high, 6) : linearTicks(low, high);
  const { figure, count } = words.numbers;
  const digits = digitsOf(yTicks);
  const writeY = (value: number): string => (y.isLog === true ? figure(value) : count(value, digits));
  const marks: Markish[] = [
    ...yAxis(y.label, yTicks, writeY),
    ...(hasZero ? zeroLine(low) : []),
    ...xAxis(words, x.label, xTicks, x.isLog ? figure : (value) => count(value)),
    ...(level === undefined
      ? []
      : [ruleY([level.y], { stroke: inks.strongLine, strokeDasharray: "5,4", strokeWidth: 1.5 })]),
    // The thick ones stand above the thin ones.
    ...[...lines]
      .sort((a, b) => Number(b.isThin ?? false) - Number(a.isThin ?? false))
      .flatMap((one) => marksOf(one, low, high, hasZero)),
    ...(level === undefined ? [] : [nameOfLevel(level)]),
    ...(mark === undefined ? [] : markedX(mark.x, mark.name, mark.x > (left + right) / 2 ? "end" : "start")),
  ];
  return {
    height: isNarrow ? 240 : 300,
    x: { type: x.isLog ? "log" : "linear", domain: left === right ? [left - 1, right + 1] : [left, right] },
    y: { type: y.isLog ? "log" : "linear", domain: [low, high] },
    marks,
  };
}

/** Where 0 is drawn, which an axis on a logarithmic scale would leave without its name. */
function zeroLine(at: number): Markish[] {
  return [
    ruleY([at], { stroke: inks.strongLine, strokeDasharray: "3,3" }),
    text([at], {
      y: (value: number) => value,
      frameAnchor: "left",
      ...{ dx: -9, textAnchor: "end" as const, fontSize, fill: inks.faint },
      text: () => "0",
    }),
  ];
}

/** Above its level, in front of all lines. */
function nameOfLevel({ y, name }: NonNullable<Lines["level"]>): Markish {
  return text([y], {
    y: (value: number) => value,
    frameAnchor: "right",
    ...{ dx: -2, dy: -11, textAnchor: "end" as const },
    text: () => name,
    ...{ fontSize, fill: inks.faint, stroke: inks.ground, strokeWidth: 4 },
  });
}

/** A line, cut where it leaves the chart; where it is a single point, a dot. */
function marksOf(
  { points, colour, isThin = false, isDashed = false }: Line,
  low: number,
  high: number,
  hasZero: boolean,
): Markish[] {
  const inside = points.map(({ x, y }) => ({
    x,
    y: hasZero && y === 0 ? low : y >= low && y <= high ? y : Number.NaN,
  }));
  const thickness = isThin ? 1 : 2.6;
  if (inside.length === 1) return [dot(inside, { x: "x", y: "y", r: isThin ? 2 : 4, fill: colour })];
  return [
    line(inside, {
      x: "x",
      y: "y",
      stroke: colour,
      strokeWidth: thickness,
      ...(isThin && { strokeOpacity: 0.45 }),
      ...(isDashed && { strokeDasharray: "6,4" }),
    }),
  ];
}

function spanOf(lines: readonly Line[], isLog: boolean, level: number | undefined): [number, number] {
  const values = [
    ...lines.flatMap(({ points }) => points.map(({ y }) => y)),
    ...(level === undefined ? [] : [level]),
  ].filter((value) => Number.isFinite(value) && (!isLog || value > 0));
  if (values.length === 0) return isLog ? [0.1, 1] : [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (isLog) return [10 ** Math.floor(Math.log10(low) - 1e-9), 10 ** Math.ceil(Math.log10(high) + 1e-9)];
  const reach = high === low ? Math.max(1e-9, Math.abs(high) * 0.1) : (high - low) * 0.06;
  return [low >= 0 ? Math.max(0, low - reach) : low - reach, high + reach];
}

/** Decimals that tell neighbouring ticks apart. */
function digitsOf(ticks: readonly number[]): number {
  const step = ticks.length < 2 ? 1 : ticks[1]! - ticks[0]!;
  return Math.min(12, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}
