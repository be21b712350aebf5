import { plot } from "asciichart";
import type { Output } from "../output.ts";

export interface Line {
  /** At equal distances from the left edge on; what lies outside the chart is drawn on its edge. */
  readonly values: readonly number[];
  /** Without colours, dots in place of a line. */
  readonly isDotted?: boolean;
  /** Which colour, from 0: cyan, yellow, magenta, green, blue, and again. */
  readonly ink: number;
}

/** A word below the chart. */
export interface Mark {
  /** Where its middle is, 0 the left edge .. 1 the right one. */
  readonly at: number;
  readonly text: string;
}

export interface LineChart {
  /** The first one lies above the others. */
  readonly lines: readonly Line[];
  /** How many values fill the chart's width. */
  readonly places: number;
  readonly bottom: number;
  readonly top: number;
  /** A label of the axis, of one width for all values. */
  readonly label: (value: number) => string;
  /** Rows below the chart, the first one nearest; a mark that would touch the one before it is left out. */
  readonly marks: readonly (readonly Mark[])[];
}

/**
 * Lines of numbers as lines of text, with any marks below.
 *
 * @param width columns, the axis with its labels included
 * @param height lines of the chart, less one; a multiple of 4, for five labels
 */
export function drawLines(chart: LineChart, width: number, height: number, colours: Output["colours"]): string[] {
  const { bottom, top, label, places } = chart;
  const axis = label(bottom).length + 2;
  const columns = Math.max(2, width - axis);
  const blank = " ".repeat(label(bottom).length);
  const options = {
    min: bottom,
    max: top,
    height,
    offset: 2,
    format: (value: number, row: number) => `${row % (height / 4) === 0 ? label(value) : blank} `,
  };
  const layers = chart.lines
    .map(({ values, isDotted = false, ink }) => ({
      // asciichart writes its axis over the first column.
      values: columnsOf(values, places, columns).map((value) => Math.min(top, Math.max(bottom, value))),
      symbols: isDotted && !colours.isColorSupported ? dotted : undefined,
      colour: inks[ink % inks.length]!,
    }))
    .filter(({ values }) => values.length > 0)
    .reverse();
  const rows = layers.map(({ values, symbols, colour }) =>
    plot([values], {
      ...options,
      ...(symbols === undefined ? {} : { symbols }),
      ...(colours.isColorSupported ? { colors: [colour] } : {}),
    }).split("\n"),
  );
  return [
    ...(rows.length === 0 ? [emptyChart(options)] : rows).reduce((below, above) =>
      below.map((line, row) => overlaid(line, above[row]!)),
    ),
    ...chart.marks.map((row) => `${" ".repeat(axis - 1)}${markRow(row, columns + 1)}`.trimEnd()),
  ];
}

/** The axis alone, drawn with a value that is taken away again. */
function emptyChart(
  options: Omit<NonNullable<Parameters<typeof plot>[1]>, "symbols" | "colors"> & { readonly min: number },
): string[] {
  return plot([options.min], options).replaceAll("┼", "┤").split("\n");
}

const inks = ["\x1b[36m", "\x1b[33m", "\x1b[35m", "\x1b[32m", "\x1b[34m"];
const dotted = ["┼", "┤", "╶", "╴", "·", "·", "·", "·", "·", "·"];

/** One value for each column that the values reach, between neighbours on the straight line between them. */
function columnsOf(values: readonly number[], places: number, columns: number): number[] {
  if (values.length === 0) return [];
  const perColumn = Math.max(1, places - 1) / (columns - 1);
  // The last value is in its column, whatever the rounding of the division.
  const reached = Math.floor((values.length - 1) / perColumn + 1e-9) + 1;
  return Array.from({ length: reached }, (_, column) => {
    const place = Math.min(values.length - 1, column * perColumn);
    const before = Math.floor(place);
    const after = Math.min(values.length - 1, before + 1);
    return values[before]! + (place - before) * (values[after]! - values[before]!);
  });
}

/** Marks centred on their columns. */
function markRow(marks: readonly Mark[], columns: number): string {
  let row = "";
  for (const { at, text } of marks) {
    const first = Math.max(0, Math.min(columns - text.length, Math.round(at * (columns - 1) - (text.length - 1) / 2)));
    if (row.length > 0 && first <= row.length) continue;
    row = row.padEnd(first) + text;
  }
  return row;
}

/** A line of text over another; where the upper one is blank the lower one shows, with its colour. */
function overlaid(below: string, above: string): string {
  const under = cells(below);
  const over = cells(above);
  const count = Math.max(under.length, over.length);
  return Array.from({ length: count }, (_, column) => {
    const cell = over[column];
    return cell === undefined || cell.endsWith(" ") ? (under[column] ?? " ") : colourEnded(cell);
  })
    .map(colourEnded)
    .join("");
}

/** A line's characters, each with the colour before it. */
function cells(line: string): string[] {
  const found: string[] = [];
  let colour = "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour.
  for (const [, start, character] of line.matchAll(/(\x1b\[[0-9;]*m)|(.)/gu)) {
    if (start !== undefined) colour = start === "\x1b[0m" ? "" : start;
    else found.push(character === " " ? " " : colour + character!);
  }
  return found;
}

function colourEnded(cell: string): string {
  return cell.startsWith("\x1b") && !cell.endsWith("\x1b[0m") ? `${cell}\x1b[0m` : cell;
}
