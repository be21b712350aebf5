import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { disorders } from "./disorders/index.ts";

const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "diagnosis.md"), "utf8");

test("docs/diagnosis.md has every disorder with its kind", () => {
  for (const { id, kind } of disorders) expect(page).toContain(`| \`${id}\` | ${kind.replace("-", " ")} |`);
});
