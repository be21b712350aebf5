import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { activeProbes } from "./index.ts";
import { probedQuantities } from "./quantities.ts";

const page = readFileSync(new URL("../../../docs/probes.md", import.meta.url), "utf8");

test("each probe has a name of its own and a price, and its row in docs/probes.md has both", () => {
  expect(new Set(activeProbes.map(({ id }) => id)).size).toBe(activeProbes.length);
  for (const { id, kind, price } of activeProbes) {
    expect(kind).toBe("active");
    expect(page).toMatch(new RegExp(`^\\| \`${id}\` \\|.*\\| ${price} \\|$`, "m"));
  }
});

test("docs/probes.md has each quantity with its unit and meaning, and none besides", () => {
  const rows = Object.entries(probedQuantities).map(
    ([id, { unit, meaning }]) => `| \`${id}\` | ${unit} | ${meaning} |`,
  );
  const from = page.indexOf("## What they measure");
  const found = page
    .slice(from, page.indexOf("## What to know"))
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  expect(found).toEqual(rows);
});
