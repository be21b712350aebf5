import { type EncodedColumn, type MetadataEncoding, widthOfColumn } from "./encoding.ts";
import { readNumber } from "./readNumber.ts";

/** A photo's facts by column, as a CSV or a person gives them; a column that is not there is missing. */
export type FactRecord = Readonly<Record<string, string>>;

/** In a cell: the value is missing. Not a number, so that no standardised value equals it. */
export const missingCell = Number.NaN;
/** In the cell of a category: the value is none that training had. */
export const unknownCell = -1;
/** Standardised values further out than this are taken for this, so that a mistyped number cannot drown the photo. */
export const furthest = 10;

/** Why a cell says nothing, where that deserves a word: a value is there and cannot be used. */
export type CellProblem = "unknown" | "unreadable";

/** A column's value in the form that training keeps: one number. */
export interface Cell {
  /** A standardised number; the place among the category's values; `missingCell` or `unknownCell`. */
  readonly cell: number;
  readonly problem?: CellProblem;
}

/**
 * Reads one column of a photo's facts.
 * - A number is standardised, (value - mean) / deviation, and kept within -10..10.
 * - A category that training never had is `unknownCell`; a number that cannot be read (or has no logarithm) is missing.
 */
export function readCell(column: EncodedColumn, facts: FactRecord, missing: readonly string[]): Cell {
  const text = factOf(facts, column.name);
  if (isMissing(text, missing)) return { cell: missingCell };
  if (column.kind === "category") {
    const place = column.values.indexOf(text);
    return place === -1 ? { cell: unknownCell, problem: "unknown" } : { cell: place };
  }
  const value = numberIn(text, column);
  if (value === undefined) return { cell: missingCell, problem: "unreadable" };
  const { mean, deviation } = column;
  const standardised = deviation === 0 ? 0 : (value - mean) / deviation;
  return { cell: Math.min(furthest, Math.max(-furthest, standardised)) };
}

/** A fact without spaces round it; "" where it is not there. */
export function factOf(facts: FactRecord, name: string): string {
  return Object.hasOwn(facts, name) ? facts[name]!.trim() : "";
}

/** Whether a cell without spaces round it means that nothing is known. */
export function isMissing(text: string, missing: readonly string[]): boolean {
  return text === "" || missing.includes(text.toLowerCase());
}

/** A cell's number, after the logarithm where there is one; undefined where it cannot be read. */
export function numberIn(
  text: string,
  { decimal, log }: Pick<Extract<EncodedColumn, { kind: "number" }>, "decimal" | "log">,
): number | undefined {
  const value = readNumber(text, decimal);
  if (value === undefined || !log) return value;
  return value > 0 ? Math.log(value) : undefined;
}

/**
 * Writes the features that cells stand for: a number and whether it is missing; a 1 for the category, for "unknown" or for
 * "missing", else 0. Where training never showed a value missing (or unknown), that has no feature, and all are 0.
 *
 * @param cells [columns] of one photo
 * @param target takes `encoding.features.length` numbers from `start` on
 */
export function writeFeatures(
  { columns }: Pick<MetadataEncoding, "columns">,
  cells: ArrayLike<number>,
  target: Float32Array,
  start: number,
): void {
  let at = start;
  columns.forEach((column, i) => {
    const width = widthOfColumn(column);
    const cell = cells[i]!;
    target.fill(0, at, at + width);
    const last = at + width - 1;
    if (Number.isNaN(cell)) {
      if (column.hasMissing) target[last] = 1;
    } else if (column.kind === "number") target[at] = cell;
    else if (cell !== unknownCell) target[at + cell] = 1;
    else if (column.hasUnknown) target[at + column.values.length] = 1;
    at += width;
  });
}
