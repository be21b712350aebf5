import { axisY, type Markish } from "@observablehq/plot";
import { textWidth } from "../../train/charts/text.ts";
import { fontSize, inks } from "./marks.ts";

/** Pixels that a row of a chart by rows takes. */
export const rowHeight = 34;

/** Names at the left of a chart's rows. */
export function rowNames(names: readonly string[]): Markish[] {
  return [
    axisY([...names], { label: null, tickSize: 0, tickPadding: 8, fontSize, fill: inks.ink, tickFormat: shortened }),
  ];
}

/** Pixels at the left that these names need. */
export function widthOfNames(names: readonly string[]): number {
  return Math.ceil(Math.max(24, ...names.map((name) => textWidth(shortened(name), fontSize)))) + 14;
}

/** Names of layers and levels are short; a longer one would leave no room for the chart on a phone. */
function shortened(name: string): string {
  return name.length > 18 ? `${name.slice(0, 17)}…` : name;
}
