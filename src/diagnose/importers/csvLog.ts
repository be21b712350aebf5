import { parse } from "csv-parse/sync";
import { WrasseError } from "../../base/errors.ts";
import type { RecordSource, RunRecord } from "../../train/record/record.ts";
import { isEpochColumn } from "./columnNames.ts";
import { mostRows, recordOfTable } from "./logTable.ts";
import { numberInText } from "./numberText.ts";

/**
 * A record from a CSV log: Keras' CSVLogger's, Ultralytics' results.csv, a table that someone wrote. Cells may be divided by
 * commas, semicolons or tabs; with semicolons or tabs a comma may be the decimal mark. A last row that is cut off is left out.
 *
 * @param path for messages
 * @throws WrasseError "log-not-readable" naming the line, "log-without-figures", "log-column-twice"
 */
export function recordOfCsv(text: string, source: RecordSource & { readonly path: string }): RunRecord {
  const { path } = source;
  const delimiter = delimiterOf(text);
  let table: { record: string[]; info: { lines: number } }[];
  try {
    table = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: mostRows + 1,
    }) as never;
  } catch (cause) {
    throw new WrasseError("log-not-readable", {
      at: path,
      expected: "a CSV with a row for each epoch",
      got: (cause as Error).message,
      hint: "mend that line",
      cause,
    });
  }
  const [header, ...rows] = table;
  const names = header?.record ?? [];
  const isTorn = rows.length > 0 && !text.endsWith("\n") && rows.at(-1)!.record.length < names.length;
  const whole = isTorn ? rows.slice(0, -1) : rows;
  const columns = new Map(names.map((name) => [name, [] as (number | undefined)[]]));
  if (columns.size < names.length) throw namedTwice(names, path);
  for (const { record, info } of whole) {
    const at = `${path}:${info.lines}`;
    if (record.length !== names.length) {
      throw new WrasseError("log-not-readable", {
        at,
        expected: `${names.length} cells, as the first line has`,
        got: record.length,
        hint: "mend that line",
      });
    }
    record.forEach((cell, i) => {
      const value = numberInText(cell, delimiter !== ",");
      // A column of words (a date, a name) is none of ours; `recordOfTable` says so.
      columns.get(names[i]!)!.push(value ?? undefined);
      if (value === null && isEpochColumn(names[i]!)) throw noNumber(cell, names[i]!, at);
    });
  }
  return recordOfTable({ columns, rows: whole.length }, source);
}

/** Of comma, semicolon and tab the one that the first line has most of. */
function delimiterOf(text: string): string {
  const first = text.slice(0, Math.max(0, text.search(/[\r\n]/)));
  const count = (mark: string): number => first.split(mark).length;
  return [";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ",");
}

function noNumber(cell: string, column: string, at: string): WrasseError {
  return new WrasseError("log-not-readable", {
    at,
    expected: `a number in ${column}`,
    got: cell,
    hint: "mend that line",
  });
}

function namedTwice(names: readonly string[], path: string): WrasseError {
  return new WrasseError("log-column-twice", {
    at: `${path}:1`,
    expected: "columns of different names",
    got: names.find((name, i) => names.indexOf(name) < i)!,
    hint: "rename one of them",
  });
}
