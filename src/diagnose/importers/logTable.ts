import { WrasseError } from "../../base/errors.ts";
import { nearestName } from "../../base/options.ts";
import type { Point, RecordSource, RunFacts, RunRecord, Series } from "../../train/record/record.ts";
import { type Column, columnNamed, isEpochColumn } from "./columnNames.ts";

/** Rows of numbers by epoch, as a log has them. */
export interface LogTable {
  /** By column; a cell that holds no number is undefined. */
  readonly columns: ReadonlyMap<string, readonly (number | undefined)[]>;
  readonly rows: number;
}

/** More epochs than any training has. */
export const mostRows = 1_000_000;

/** An accuracy above this is a percentage: no rounding makes 1 of it. */
const mostFraction = 1.01;
const fractions: readonly Column["quantity"][] = ["accuracy", "precision", "recall"];

/**
 * A record from the rows of another program's log.
 *
 * Epochs are counted from 1 in the order of the rows, whatever the log counts from; where its own count begins anew, another
 * training was appended, and `facts.restarts` has the epoch. Accuracies in percent become fractions. Columns that are no
 * quantity of ours are named in `facts.notes`.
 *
 * @throws WrasseError "log-without-figures" where no column is known, or there is no row
 */
export function recordOfTable({ columns, rows }: LogTable, source: RecordSource): RunRecord {
  const at = source.path ?? "the log";
  const known = [...columns].flatMap(([name, cells]) => {
    const column = columnNamed(name);
    return column === undefined ? [] : [{ name, cells, ...column }];
  });
  refuseTwice(known, at);
  if (known.length === 0 || rows === 0) throw withoutFigures([...columns.keys()], rows, at);
  const isPercent = known.some(
    ({ quantity, cells }) =>
      fractions.includes(quantity) &&
      cells.some((value) => value !== undefined && Number.isFinite(value) && value > mostFraction),
  );
  const series = known.map(({ quantity, part, cells }): Series => {
    const scale = isPercent && fractions.includes(quantity) ? 100 : 1;
    const points = cells.flatMap((value, row): Point[] =>
      value === undefined ? [] : [{ epoch: row + 1, value: value / scale }],
    );
    return { quantity, part, subject: undefined, points };
  });
  const restarts = restartsOf([...columns].find(([name]) => isEpochColumn(name))?.[1] ?? []);
  const strange = [...columns.keys()].filter((name) => columnNamed(name) === undefined && !isEpochColumn(name));
  return { source, facts: factsOf(restarts, strange, isPercent), series };
}

/** The rows (from 1) at which a count of epochs does not go on. */
function restartsOf(epochs: readonly (number | undefined)[]): number[] {
  return epochs.flatMap((epoch, row) => {
    const before = epochs[row - 1];
    return epoch !== undefined && before !== undefined && epoch <= before ? [row + 1] : [];
  });
}

function factsOf(restarts: readonly number[], strange: readonly string[], isPercent: boolean): RunFacts {
  const notes = [
    ...(isPercent ? ["accuracies were taken for percentages"] : []),
    ...(restarts.length > 0
      ? [`the log's count of epochs begins anew at row ${restarts.join(", ")}: trainings appended to one file`]
      : []),
    ...(strange.length > 0 ? [`columns that were not read: ${strange.join(", ")}`] : []),
  ];
  return { ...(restarts.length > 0 ? { restarts } : {}), ...(notes.length > 0 ? { notes } : {}) };
}

function refuseTwice(known: readonly (Column & { readonly name: string })[], at: string): void {
  const byMeaning = new Map<string, string>();
  for (const { name, quantity, part } of known) {
    const meaning = `${quantity} of the ${part} photos`;
    const before = byMeaning.get(meaning);
    if (before !== undefined) {
      throw new WrasseError("log-column-twice", {
        at,
        expected: `one column for ${meaning}`,
        got: `${before} and ${name}`,
        hint: "remove one of them from the log",
      });
    }
    byMeaning.set(meaning, name);
  }
}

function withoutFigures(names: readonly string[], rows: number, at: string): WrasseError {
  const usual = ["loss", "accuracy", "val_loss", "val_accuracy", "train_loss", "train_acc", "val_acc", "learning_rate"];
  const nearest = names.map((name) => ({ name, meant: nearestName(name.trim().toLowerCase(), usual) }));
  const found = nearest.find(({ meant }) => meant !== undefined);
  return new WrasseError("log-without-figures", {
    at,
    expected: `a row for each epoch, with columns such as ${usual.slice(0, 4).join(", ")}`,
    got: rows === 0 ? "no row" : names.slice(0, 8).join(", "),
    hint:
      rows > 0 && found !== undefined
        ? `name the column ${found.name} ${found.meant}`
        : "give the log that Keras' CSVLogger writes, or History.history as JSON",
  });
}
