import type { AuditResult } from "../../audit/audit.ts";
import type { CheckResult, Verdict } from "../../audit/check.ts";
import { counted } from "../numbers.ts";
import type { Output } from "../output.ts";
import { truncated } from "./visibleWidth.ts";
import { wrapped } from "./wrapped.ts";

/** What stands before each line. */
const marks: Record<Verdict, string> = {
  "nothing-found": "ok",
  concern: "!!",
  "cannot-tell": "??",
  "not-asked": "--",
};

/** Tables worth their room on a screen; the others are in audit.json. */
const shownTables = ["counts", "variety", "overlap", "metadata"];
const shownRows = 12;

/** An audit for a person: a line for each check, the concerns with what to do, and the tables by class, pair and column. */
export function auditText(result: AuditResult, output: Output): string {
  const { bold, dim, green } = output.colours;
  const concerns = result.checks.flatMap(({ concerns: own }) => own);
  const widest = Math.max(...result.checks.map(({ title }) => title.length));
  const lines = result.checks.map((check) => line(check, widest, output));
  const tables = result.checks.filter(
    ({ id, table }) => shownTables.includes(id) && table !== undefined && table.rows.length > 0,
  );
  return [
    lines.join("\n"),
    "",
    concerns.length === 0
      ? green("No concern: nothing measured here is beyond its threshold.")
      : bold(`${counted(concerns.length, "concern")}:`),
    ...concerns.flatMap(({ text, hint, source }) => [
      ...wrapped(text, output.columns, "  • ", "    "),
      ...wrapped(`${hint} (threshold: ${source})`, output.columns, "    ", "    ").map(dim),
    ]),
    ...tables.flatMap((check) => ["", dim(check.title), ...tableLines(check, output)]),
  ].join("\n");
}

function line({ verdict, title, summary }: CheckResult, widest: number, { columns, colours }: Output): string {
  const paint = {
    "nothing-found": colours.green,
    concern: colours.yellow,
    "cannot-tell": colours.dim,
    "not-asked": colours.dim,
  };
  const text = `${paint[verdict](marks[verdict])}  ${title.padEnd(widest)}  ${summary}`;
  return truncated(text, columns);
}

function tableLines({ table }: CheckResult, { columns, colours: { dim } }: Output): string[] {
  const rows = table!.rows.slice(0, shownRows).map((row) => row.map((cell) => (cell === null ? "-" : String(cell))));
  const all = [[...table!.columns], ...rows];
  const widths = table!.columns.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const isNumber = table!.columns.map((_, column) => rows.every((row) => /^[-\d]/.test(row[column]!)));
  const lineOf = (row: readonly string[]): string =>
    truncated(
      `  ${row.map((cell, column) => (isNumber[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join("  ")}`.trimEnd(),
      columns,
    );
  const more = table!.rows.length - rows.length;
  return [dim(lineOf(all[0]!)), ...rows.map(lineOf), ...(more > 0 ? [dim(`  and ${more} more, in audit.json`)] : [])];
}
