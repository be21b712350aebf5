import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/photos.ts";
import { wrasse } from "./commandLine.ts";

/** Fifteen short trainings and a diagnosis. */
const patienceMs = 240_000;

test("the demo shows a dead net, its cause and its cure, and writes the page", { timeout: patienceMs }, async () => {
  const cwd = temporaryFolder();
  const { status, stderr, json } = await wrasse(["demo", "--json"], { cwd });
  expect([status, stderr]).toEqual([0, ""]);
  const result = json.at(-1) as { type: string; checks: { id: string; ok: boolean }[] };
  expect(result).toMatchObject({ type: "result", case: 3, page: join("wrasse-demo", "page.html") });
  const checks = new Map(result.checks.map(({ id, ok }) => [id, ok]));
  for (const id of ["dead-layer-share", "stuck-over-majority", "gradient-below", "learning-rate", "placebo"]) {
    expect([id, checks.get(id)]).toEqual([id, true]);
  }
  expect(existsSync(join(cwd, "wrasse-demo", "page.html"))).toBe(true);
});
