import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { passiveProbes } from "../src/probe/passive/index.ts";
import { quantities, quantityIds } from "../src/train/record/quantities.ts";
import { tableCell } from "./docstrings.ts";

/**
 * Writes the tables of docs/record.md between its marks: the quantities of a record and the passive probes, from the
 * registers in src. Run: npx tsx tools/quantitiesTable.ts
 */

export const page = new URL("../docs/record.md", import.meta.url);

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

function quantitiesTable(): string {
  return table(
    ["quantity", "of", "when", "unit", "meaning"],
    quantityIds.map((id) => {
      const { of, at, unit, meaning } = quantities[id];
      return [`\`${id}\``, of, at, unit, meaning].map(tableCell);
    }),
  );
}

function probesTable(): string {
  return table(
    ["probe", "measures", "costs a probed step"],
    passiveProbes.map(({ id, quantity, price }) => [`\`${id}\``, `\`${quantity}\``, price].map(tableCell)),
  );
}

/** The page with its tables made anew. */
export function withTables(text: string): string {
  return [["quantities", quantitiesTable()] as const, ["probes", probesTable()] as const].reduce(
    (whole, [name, content]) =>
      whole.replace(
        new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end of ${name} -->)`),
        (_, begin: string, end: string) => `${begin}${content}\n${end}`,
      ),
    text,
  );
}

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, withTables(readFileSync(page, "utf8")));
