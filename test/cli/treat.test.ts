import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { trainBornDead } from "../support/bornDead.ts";
import { start, wrasse } from "./commandLine.ts";

const cwd = mkdtempSync(join(tmpdir(), "wrasse-test-"));
const run = "run";

beforeAll(() => trainBornDead(cwd), 60_000);
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const finished = (): string[] => {
  const trials = join(cwd, run, "treatment", "trials");
  const names = existsSync(trials) ? readdirSync(trials) : [];
  return names.filter((name) => existsSync(join(trials, name, "result.json")));
};

describe("wrasse treat", () => {
  test("Ctrl-C and kill -9 lose no finished trial, and the same command goes on to the cure", async () => {
    const words = ["treat", run, "--remedy", "he-init", "--workers", "2", "--json"];
    const stopped = start(words, { cwd });
    await stopped.seen('"what":"proving"');
    stopped.process.kill("SIGINT");
    const ended = await stopped.ended;
    expect([ended.status, ended.stderr]).toEqual([130, ""]);
    expect(ended.json.at(-1)).toMatchObject({ type: "error", code: "interrupted" });

    const killed = start(words, { cwd });
    await vi.waitUntil(() => finished().length >= 5, { timeout: 120_000, interval: 20 });
    killed.process.kill("SIGKILL");
    await killed.ended;
    const kept = finished().length;
    expect(kept).toBeGreaterThanOrEqual(5);

    const { status, stderr, json } = await wrasse(words, { cwd });
    expect([status, stderr]).toEqual([0, ""]);
    const result = json.at(-1)!;
    expect(result).toMatchObject({ type: "result", cured: true, rejected: [] });
    expect(result["accepted"]).toMatchObject([{ remedy: "he-init", seeds: 6, p: 0.03125 }]);
    // Three arms of six seeds, and the cured model.
    expect(finished()).toHaveLength(18);
    expect(result["trainings"]).toBeLessThanOrEqual(19 - kept);
  }, 240_000); // Some forty short processes; seconds on an idle machine.

  test("what is not there is refused in a sentence", async () => {
    for (const words of [["nowhere"], [run, "--remedy", "prayer"], [run, "--budget", "soon"], [run, "--seeds", "1"]]) {
      const { status, stderr } = await wrasse(["treat", ...words], { cwd });
      expect([words, status]).toEqual([words, 2]);
      expect(stderr).toContain("try:");
      expect(stderr).not.toContain("    at ");
    }
  });
});
