import { WrasseError } from "../../base/errors.ts";
import { nearestName } from "../../base/options.ts";
import { readPhotoTable } from "../csvSource.ts";
import { type FactRecord, readCell } from "./cells.ts";
import { type ColumnGaps, type EncodedRecords, encodeRecords } from "./encodeRecords.ts";
import type { MetadataEncoding } from "./encoding.ts";
import { matchRows } from "./matchRows.ts";

/** What a person tells about photos beside the photos themselves. */
export interface FactSources {
  /** A CSV with a column of paths and the model's columns. */
  readonly table?: string | undefined;
  /** Values that hold for all photos; they go before the table's. */
  readonly values?: Readonly<Record<string, string | number>> | undefined;
}

/** How much of what a model takes was given for photos. */
export interface GivenFactsReport {
  readonly photos: number;
  /** Photos that no row of the table names. */
  readonly withoutRow: number;
  /** Photos that several rows may mean: none of them is taken. */
  readonly ambiguous: number;
  readonly columns: readonly ColumnGaps[];
}

export interface GivenFacts extends Pick<EncodedRecords, "featuresOf" | "warnings"> {
  readonly report: GivenFactsReport;
}

/**
 * The facts that are given for photos, as a model takes them; what is not given is missing, and told once.
 *
 * @param paths photos, absolute or relative to the working folder
 * @throws WrasseError "metadata-column-unknown", "metadata-value-unreadable", and those of `readPhotoTable`
 */
export function givenFacts(
  encoding: MetadataEncoding,
  paths: readonly string[],
  { table, values = {} }: FactSources,
): GivenFacts {
  const names = encoding.columns.map(({ name }) => name);
  const said = checkedValues(encoding, values);
  const found = table === undefined ? undefined : openTable(table, names, paths);
  const records = paths.map((_, i): FactRecord => ({ ...found?.facts[i], ...said }));
  const encoded = encodeRecords(encoding, paths, records);
  const isSilent = table === undefined && Object.keys(values).length === 0;
  const [first] = names;
  const silence = `metadata: the model was trained with ${names.join(", ")} beside the photo, and nothing is given: all is taken as missing, so the model's figures and thresholds do not hold (--metadata FILE.csv or --value ${first}=…)`;
  return {
    featuresOf: encoded.featuresOf,
    warnings: [...(isSilent ? [silence] : []), ...(found?.warnings ?? []), ...encoded.warnings],
    report: {
      photos: paths.length,
      withoutRow: found?.withoutRow.length ?? 0,
      ambiguous: found?.ambiguous.length ?? 0,
      columns: encoded.columns,
    },
  };
}

function openTable(
  table: string,
  names: readonly string[],
  paths: readonly string[],
): ReturnType<typeof matchRows> & { warnings: string[] } {
  const rows = readPhotoTable(table);
  const absent = names.filter((name) => !rows.names.includes(name));
  if (absent.length === names.length) throw columnUnknown(table, rows.names, names);
  const matched = matchRows(rows, table, paths);
  const { withoutRow, ambiguous } = matched;
  const counted = (photos: readonly string[]): string =>
    `${photos.length} of ${paths.length} ${paths.length === 1 ? "photo" : "photos"}`;
  const warnings = [
    ...(absent.length > 0 ? [`metadata: ${table} has no column ${absent.join(", ")}: taken as missing`] : []),
    ...(withoutRow.length > 0
      ? [`metadata: ${table} has no row for ${counted(withoutRow)}, the first ${withoutRow[0]}: taken as missing`]
      : []),
    ...(ambiguous.length > 0
      ? [
          `metadata: which row of ${table} is meant is not clear for ${counted(ambiguous)}, the first ${ambiguous[0]}: taken as missing; write paths that are relative to the table`,
        ]
      : []),
  ];
  return { ...matched, warnings };
}

/** A person who types a value is told at once that it cannot be used; an empty one means missing. */
function checkedValues(encoding: MetadataEncoding, values: NonNullable<FactSources["values"]>): FactRecord {
  const names = encoding.columns.map(({ name }) => name);
  const said = Object.entries(values).map(([name, value]): [string, string] => {
    const column = encoding.columns.find((one) => one.name === name);
    if (column === undefined) throw columnUnknown(`the value ${name}`, [name], names);
    const text = String(value);
    if (readCell(column, { [name]: text }, encoding.missing).problem === "unreadable") {
      throw new WrasseError("metadata-value-unreadable", {
        at: `the value ${name}`,
        expected:
          column.kind === "number" && column.log
            ? "a number above 0, such as 12.5"
            : "a number, such as 12.5, without a unit",
        got: text,
        hint: `write ${name}=12.5, or ${name}= where it is not known`,
      });
    }
    return [name, text];
  });
  return Object.fromEntries(said);
}

function columnUnknown(at: string, given: readonly string[], names: readonly string[]): WrasseError {
  const nearest = given.map((name) => nearestName(name, names)).find((name) => name !== undefined);
  return new WrasseError("metadata-column-unknown", {
    at,
    expected: `one of the model's columns ${names.join(", ")}`,
    got: given.join(", ") || "no column beside the path",
    hint: nearest === undefined ? "give one of these" : `did you mean ${nearest}?`,
  });
}
