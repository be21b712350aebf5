import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { notes, page, partNotesFile, recipeTable } from "./recipeTable.ts";

test("docs/recipe.md is current; if not, run npx tsx tools/recipeTable.ts", () => {
  expect(readFileSync(page, "utf8")).toBe(recipeTable());
});

test("src/config/partNotes.ts is current; if not, run npx tsx tools/recipeTable.ts", () => {
  expect(readFileSync(notes, "utf8")).toBe(partNotesFile());
});
