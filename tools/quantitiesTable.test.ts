import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { quantityIds } from "../src/train/record/quantities.ts";
import { page, withTables } from "./quantitiesTable.ts";

test("docs/record.md lists every quantity and probe as the registers have them", () => {
  const text = readFileSync(page, "utf8");
  expect(withTables(text)).toBe(text);
  for (const id of quantityIds) expect(text).toContain(`\`${id}\``);
});
