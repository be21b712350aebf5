import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeSection } from "./report.ts";

const folder = mkdtempSync(join(tmpdir(), "wrasse-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a section that is measured again takes the place of the old one, and the others stay", () => {
  const path = join(folder, "RESULTS.md");
  writeSection(path, "## One\n\nold\n");
  writeSection(path, "## Two\n\nkept\n");
  writeSection(path, "## One\n\nnew\n");
  const text = readFileSync(path, "utf8");
  expect(text.match(/^## .*$/gm)).toEqual(["## One", "## Two"]);
  expect(text).toContain("new");
  expect(text).toContain("kept");
  expect(text).not.toContain("old");
});
