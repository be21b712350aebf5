import { nearestName } from "../../base/options.ts";
import { type CellProblem, type FactRecord, factOf, readCell, writeFeatures } from "./cells.ts";
import type { EncodedColumn, MetadataEncoding } from "./encoding.ts";

/** How many of a category's values a message names. */
const shownValues = 6;

/** Of how many photos a column's value is not known. */
export interface ColumnGaps {
  readonly name: string;
  /** Photos without a value, unreadable ones among them. */
  readonly missing: number;
  readonly unreadable: number;
  /** Photos whose category the model's training never had. */
  readonly unknown: number;
}

/** Photos' facts as a model takes them. */
export interface EncodedRecords {
  /** The features of the photo at a place, [features]. */
  readonly featuresOf: (place: number) => Float32Array;
  readonly columns: readonly ColumnGaps[];
  /** One at most for each column: values that are there and cannot be used. */
  readonly warnings: readonly string[];
}

/**
 * Encodes the facts of photos that a model is asked about.
 *
 * @param paths names of the photos, for warnings
 * @param records what is known of each
 */
export function encodeRecords(
  encoding: MetadataEncoding,
  paths: readonly string[],
  records: readonly FactRecord[],
): EncodedRecords {
  const { columns, missing, features } = encoding;
  const cells = new Float32Array(records.length * columns.length);
  const warnings: string[] = [];
  const gaps = columns.map((column, at): ColumnGaps => {
    let gapCount = 0;
    const problems: Record<CellProblem, number[]> = { unreadable: [], unknown: [] };
    records.forEach((record, i) => {
      const { cell, problem } = readCell(column, record, missing);
      cells[i * columns.length + at] = cell;
      if (Number.isNaN(cell)) gapCount += 1;
      if (problem !== undefined) problems[problem].push(i);
    });
    for (const problem of ["unreadable", "unknown"] as const) {
      const [first] = problems[problem];
      if (first === undefined) continue;
      const text = factOf(records[first]!, column.name);
      warnings.push(describe(column, problem, problems[problem].length, text, paths[first]!));
    }
    const { unreadable, unknown } = problems;
    return { name: column.name, missing: gapCount, unreadable: unreadable.length, unknown: unknown.length };
  });
  const featuresOf = (place: number): Float32Array => {
    const own = new Float32Array(features.length);
    writeFeatures(encoding, cells.subarray(place * columns.length, (place + 1) * columns.length), own, 0);
    return own;
  };
  return { featuresOf, columns: gaps, warnings };
}

function describe(column: EncodedColumn, problem: CellProblem, photos: number, text: string, path: string): string {
  const where = `${column.name} of ${photos === 1 ? path : `${photos} photos, the first ${path},`}`;
  if (column.kind === "number" || problem === "unreadable") {
    return `metadata: ${where} is no number that the model takes ("${text}"): taken as missing`;
  }
  const nearest = nearestName(text, column.values);
  const known = `${column.values.slice(0, shownValues).join(", ")}${column.values.length > shownValues ? ", …" : ""}`;
  const more = nearest === undefined ? `it knows ${known}` : `did you mean "${nearest}"?`;
  return `metadata: ${where} is a value that the model was not trained on ("${text}"); ${more}`;
}
