import { plot } from "asciichart";
import type { Output } from "../output.ts";

type Colours = Output["colours"];

export interface Curves {
  /** Values by epoch, from the first; null where there is none. */
  readonly train: readonly (number | null)[];
  readonly validation: readonly (number | null)[];
  /** The chart is as wide as these would be. */
  readonly epochs: number;
  /** The highest value that the chart shows; the lowest is 0. */
  readonly top: number;
  /** A label of the axis, of one width for all values. */
  readonly label: (value: number) => string;
}

/**
 * Two curves as lines of text: train (cyan) and validation (yellow); without colours validation is dotted. The last line
 * tells the first and last epoch of the axis.
 *
 * @param width columns, the axis with its labels included
 * @param height lines of the curves, less one; a multiple of 4, for five labels
 */
export function drawCurves(curves: Curves, width: number, height: number, colours: Colours): string[] {
  const { top, epochs, label } = curves;
  const axis = label(0).length + 2;
  const columns = Math.max(2, width - axis);
  const blank = " ".repeat(label(0).length);
  const options = {
    min: 0,
    max: top,
    height,
    offset: 2,
    format: (value: number, row: number) => `${row % (height / 4) === 0 ? label(value) : blank} `,
  };
  const train = stretched(curves.train, epochs, columns);
  const validation = stretched(curves.validation, epochs, columns);
  const last = String(epochs);
  const numbers = `${" ".repeat(axis - 1)}1${last.padStart(Math.max(last.length + 1, columns - 1))}`;
  const series = [validation, train].filter((values) => values.length > 0);
  // Before the first epoch there is only the axis, drawn with a value that is taken away again.
  if (series.length === 0) return [...plot([0], options).replace("┼", "┤").split("\n"), numbers];
  if (colours.isColorSupported) {
    const inks = series.map((values) => (values === train ? cyan : yellow));
    return [...plot(series, { ...options, colors: inks }).split("\n"), numbers];
  }
  const layers = series.map((values) =>
    plot([values], values === train ? options : { ...options, symbols: dotted }).split("\n"),
  );
  return [...layers.reduce((below, above) => below.map((line, row) => overlaid(line, above[row]!))), numbers];
}

const cyan = "\x1b[36m";
const yellow = "\x1b[33m";
const dotted = ["┼", "┤", "╶", "╴", "·", "·", "·", "·", "·", "·"];

/** Values by epoch as values by column, over the part of the columns that is reached; neighbours are joined by lines. */
function stretched(values: readonly (number | null)[], epochs: number, columns: number): number[] {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return [...known];
  const perColumn = Math.max(1, epochs - 1) / (columns - 1);
  // The last epoch is in the last column, whatever the rounding of the division.
  const reached = Math.floor((known.length - 1) / perColumn + 1e-9) + 1;
  return Array.from({ length: reached }, (_, column) => {
    const place = column * perColumn;
    const before = Math.min(known.length - 1, Math.floor(place));
    const after = Math.min(known.length - 1, before + 1);
    return known[before]! + (place - before) * (known[after]! - known[before]!);
  });
}

function overlaid(below: string, above: string): string {
  const under = [...below];
  return [...above].map((character, column) => (character === " " ? (under[column] ?? " ") : character)).join("");
}
