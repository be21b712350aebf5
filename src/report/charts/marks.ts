import { axisX, axisY, gridX, gridY, type Markish, ruleX, text } from "@observablehq/plot";
import type { Words } from "../lang/index.ts";

/** The page's variables, which are light or dark as the reader's system is. */
export const inks = {
  ink: "var(--ink)",
  faint: "var(--faint)",
  line: "var(--line)",
  strongLine: "var(--strong-line)",
  ground: "var(--ground)",
  sick: "var(--sick)",
  healthy: "var(--healthy)",
  placebo: "var(--placebo)",
  other: "var(--other)",
  good: "var(--good)",
} as const;

export const fontSize = 12;

type Ticks = readonly number[];

/** Lines across, and numbers at the left, in the language's own form. */
export function yAxis(label: string, ticks: Ticks, write: (value: number) => string): Markish[] {
  return [
    gridY([...ticks], { stroke: inks.line, strokeOpacity: 1 }),
    axisY([...ticks], { label: null, tickSize: 0, fontSize, fill: inks.faint, tickFormat: write }),
    text([label], { frameAnchor: "top-left", dx: -44, dy: -20, fontSize, fill: inks.faint, textAnchor: "start" }),
  ];
}

export function xAxis({ numbers }: Words, label: string, ticks: Ticks, write = numbers.figure): Markish[] {
  return [
    gridX([...ticks], { stroke: inks.line, strokeOpacity: 0.6 }),
    axisX([...ticks], {
      label: null,
      tickSize: 4,
      fontSize,
      fill: inks.faint,
      stroke: inks.strongLine,
      tickFormat: write,
    }),
    text([label], { frameAnchor: "bottom", dy: 36, fontSize, fill: inks.faint }),
  ];
}

/** The first and about so many round numbers of a range that counts from `first` to `last`. */
export function roundTicks(first: number, last: number, about = 6): number[] {
  const span = Math.max(1, last - first);
  const step =
    [1, 2, 5, 10, 20, 50, 100, 200, 500]
      .flatMap((size) => [size, size * 1000])
      .sort((a, b) => a - b)
      .find((size) => span / size <= about) ?? span;
  const from = Math.ceil((first + step / 2) / step) * step;
  const ticks = [first];
  for (let tick = from; tick <= last; tick += step) ticks.push(tick);
  return ticks;
}

/** Round numbers over a range of any size, both ends inside. */
export function linearTicks(low: number, high: number, about = 5): number[] {
  const raw = (high - low) / about;
  if (!(raw > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= raw)!;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i <= Math.floor(high / step + 1e-9); i += 1) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return ticks;
}

/** Powers of ten of a range, no more than about so many. */
export function decades(low: number, high: number, about = 7): number[] {
  const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const every = Math.max(1, Math.ceil((to - from + 1) / about));
  const ticks: number[] = [];
  for (let power = from; power <= to; power += every) ticks.push(Number(`1e${power}`));
  return ticks;
}

/** A line at a value of x with its name. */
export function markedX(x: number, name: string, anchor: "start" | "end" = "start"): Markish[] {
  return [
    ruleX([x], { stroke: inks.ink, strokeDasharray: "2,3" }),
    text([x], {
      x: (value: number) => value,
      frameAnchor: "top",
      dy: -8,
      dx: anchor === "start" ? 4 : -4,
      textAnchor: anchor,
      text: () => name,
      fontSize,
      fill: inks.ink,
    }),
  ];
}
