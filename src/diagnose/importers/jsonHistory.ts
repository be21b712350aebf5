import { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import type { RecordSource, RunRecord } from "../../train/record/record.ts";
import { mostRows, recordOfTable } from "./logTable.ts";
import { numberInText } from "./numberText.ts";

const cell = z.union([z.number(), z.string(), z.null()]);
const list = z.array(cell).max(mostRows);
/** Python's json writes NaN, which JSON has not; pandas writes a column as { "0": value, "1": value }. */
const historySchema = z.record(z.string(), z.union([list, z.record(z.string(), cell), z.unknown()]));

/**
 * A record from History.history of Keras as JSON, `{ "loss": [..], "val_loss": [..] }`, or as pandas writes it,
 * `{ "loss": { "0": .., "1": .. } }`.
 *
 * @param path for messages
 * @throws WrasseError "log-not-readable", "log-without-figures", "log-column-twice"
 */
export function recordOfHistory(text: string, source: RecordSource & { readonly path: string }): RunRecord {
  const { path } = source;
  const history = historySchema.safeParse(parsed(text, path));
  if (!history.success) throw notReadable(path, "another form");
  const inner = history.data["history"];
  const columns = new Map<string, (number | undefined)[]>();
  for (const [name, cells] of Object.entries(inner !== undefined && isTree(inner) ? inner : history.data)) {
    const read = cellsOf(cells);
    if (read !== undefined) columns.set(name, read);
  }
  const rows = Math.max(0, ...[...columns.values()].map(({ length }) => length));
  for (const cells of columns.values()) while (cells.length < rows) cells.push(undefined);
  return recordOfTable({ columns, rows }, source);
}

/** Numbers of a list, or of an object by index; undefined where it is neither. */
function cellsOf(cells: unknown): (number | undefined)[] | undefined {
  const found = list.safeParse(cells);
  if (found.success) return found.data.map(numberOfCell);
  if (!isTree(cells)) return undefined;
  const entries = Object.entries(cells);
  const isByIndex = entries.every(([key]) => /^\d{1,7}$/.test(key));
  if (entries.length === 0 || !isByIndex) return undefined;
  const sorted = entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
  return cellsOf(sorted);
}

function numberOfCell(value: number | string | null): number | undefined {
  return typeof value === "string" ? (numberInText(value) ?? undefined) : (value ?? undefined);
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string, path: string): unknown {
  try {
    // Outside quotes only: a column may be called so.
    return JSON.parse(
      text.replace(/("(?:[^"\\]|\\.)*")|(-?\bInfinity\b|\bNaN\b)/g, (_, quoted, word) => quoted ?? `"${word}"`),
    );
  } catch (cause) {
    throw notReadable(path, (cause as Error).message, cause);
  }
}

function notReadable(path: string, got: string, cause?: unknown): WrasseError {
  return new WrasseError("log-not-readable", {
    at: path,
    expected: 'JSON such as { "loss": [0.9, 0.5], "val_loss": [1.0, 0.8] }',
    got,
    hint: "write history.history with json.dump",
    cause,
  });
}
