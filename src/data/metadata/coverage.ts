import type { Part, Photo } from "../photo.ts";
import type { Parts } from "../split.ts";
import { factOf, readCell } from "./cells.ts";
import type { EncodedColumn, MetadataEncoding } from "./encoding.ts";

/** Photos of each part. */
export type CountByPart = Readonly<Record<Part, number>>;

/** What is known of a column, and of how many photos it is not. */
export interface ColumnCoverage {
  readonly name: string;
  readonly kind: EncodedColumn["kind"];
  /** How many values a category has in the training part; null for a number. */
  readonly values: number | null;
  /** Photos without a value, unreadable ones among them. */
  readonly missing: CountByPart;
  /** Photos whose number cannot be read. */
  readonly unreadable: CountByPart;
  /** Photos whose category training never had. */
  readonly unknown: CountByPart;
}

/** The facts of all photos, encoded. */
export interface EncodedFacts {
  /** [photos * columns]; see `readCell`. */
  readonly cells: Float32Array;
  readonly coverage: readonly ColumnCoverage[];
  /** One at most for each kind of gap. */
  readonly warnings: readonly string[];
}

const partNames: Readonly<Record<Part, string>> = { train: "training", validation: "validation", test: "test" };

/** Encodes the facts of photos, and counts by column and part what is missing, unknown or cannot be read. */
export function encodeFacts(encoding: MetadataEncoding, photos: readonly Photo[], parts: Parts): EncodedFacts {
  const { columns, missing } = encoding;
  const cells = new Float32Array(photos.length * columns.length).fill(Number.NaN);
  const firstUnreadable = new Map<string, string>();
  const coverage = columns.map((column, at) => {
    const counts = { missing: noneYet(), unreadable: noneYet(), unknown: noneYet() };
    for (const part of ["train", "validation", "test"] as const) {
      for (const photo of parts[part]) {
        const { metadata, path } = photos[photo]!;
        const { cell, problem } = readCell(column, metadata, missing);
        cells[photo * columns.length + at] = cell;
        if (Number.isNaN(cell)) counts.missing[part] += 1;
        if (problem !== undefined) counts[problem][part] += 1;
        if (problem === "unreadable" && !firstUnreadable.has(column.name)) {
          firstUnreadable.set(column.name, `"${factOf(metadata, column.name)}" of ${path}`);
        }
      }
    }
    const { name, kind } = column;
    return { name, kind, values: column.kind === "category" ? column.values.length : null, ...counts };
  });
  return { cells, coverage, warnings: warningsOf(coverage, encoding, firstUnreadable, parts) };
}

function noneYet(): Record<Part, number> {
  return { train: 0, validation: 0, test: 0 };
}

function warningsOf(
  coverage: readonly ColumnCoverage[],
  { columns }: MetadataEncoding,
  firstUnreadable: ReadonlyMap<string, string>,
  parts: Parts,
): string[] {
  const listOf = (what: "missing" | "unknown", verb: string): string[] => {
    const told = coverage.filter((column) => total(column[what]) > 0);
    if (told.length === 0) return [];
    const each = told.map((column) => `${column.name} ${verb} ${describe(column[what], parts)}`);
    return [`metadata: ${each.join("; ")}`];
  };
  const unreadable = coverage.flatMap(({ name, unreadable: counts }, at) => {
    const first = firstUnreadable.get(name);
    if (first === undefined) return [];
    const column = columns[at]!;
    const number = column.kind === "number" && column.log ? "number above 0" : "number";
    const what = total(counts) === 1 ? "1 value that is" : `${total(counts)} values that are`;
    return [
      `metadata: ${name} has ${what} no ${number}, the first ${first}: taken as missing; write 12.5, without a unit or a thousands separator`,
    ];
  });
  return [
    ...unreadable,
    ...listOf("missing", "is missing in"),
    ...listOf("unknown", "has a value that no training photo has in"),
  ];
}

function total({ train, validation, test }: CountByPart): number {
  return train + validation + test;
}

/** "3 of 40 training and 1 of 10 test photos" */
function describe(counts: CountByPart, parts: Parts): string {
  const each = (["train", "validation", "test"] as const)
    .filter((part) => counts[part] > 0)
    .map((part) => `${counts[part]} of ${parts[part].length} ${partNames[part]}`);
  const last = each.pop();
  return `${[...(each.length > 0 ? [each.join(", ")] : []), last].join(" and ")} photos`;
}
