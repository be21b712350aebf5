import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { found, trainBornDead } from "../../test/support/bornDead.ts";
import { temporaryFolder } from "../../test/support/photos.ts";
import { readResult } from "../train/result.ts";
import { runFolder } from "../train/runFolder.ts";
import { type TreatOptions, treat } from "./treat.ts";
import type { TreatmentProgress } from "./treatment/treatment.ts";

const work = (folder: string, remedies: readonly string[]): TreatOptions => ({
  workers: 1,
  threads: 1,
  cacheDirectory: join(folder, "cache"),
  diagnose: () => Promise.resolve(found("bad-init-scale")),
  disorderOf: () => ({ remedies, placebo: "random-erasing" }),
});

test("a net that is born dead is cured by He's initialisation, proven over six seeds, and tested once", async () => {
  const folder = temporaryFolder();
  const run = await trainBornDead(folder);
  const told: TreatmentProgress[] = [];
  const options = {
    ...work(folder, ["he-init"]),
    onProgress: (progress: TreatmentProgress) => void told.push(progress),
  };
  const treatment = await treat(run, options);
  const [best] = treatment.accepted as [(typeof treatment.accepted)[number]];
  expect(treatment).toMatchObject({ cured: true, run: join(run, "treatment", "cured"), of: run, trainings: 19 });
  expect(best).toMatchObject({ remedy: "he-init", for: "bad-init-scale", seeds: 6, p: 0.03125, adjustedP: 0.03125 });
  expect(best.interval![0]).toBeGreaterThan(0);
  expect(best.placebo!.interval![0]).toBeLessThanOrEqual(0);
  expect(best.diff.map(({ path }) => path)).toContain("model.0.conv2d.biasInitializer");
  expect(treatment.before.validation!.accuracy).toBeCloseTo(1 / 3);
  expect(treatment.after.validation!.accuracy).toBeGreaterThan(treatment.before.validation!.accuracy);

  const trials = join(run, "treatment", "trials");
  const results = readdirSync(trials).map((name) => readResult(runFolder(join(trials, name)).result));
  for (const result of await Promise.all(results)) expect(result).toMatchObject({ test: null, testLooks: 0 });
  expect(await readResult(runFolder(treatment.run).result)).toMatchObject({ seed: 1, testLooks: 1 });
  expect(JSON.parse(readFileSync(join(run, "treatment", "treatment.json"), "utf8"))).toEqual(
    JSON.parse(JSON.stringify(treatment)),
  );
  expect([...new Set(told.map(({ stage }) => stage))]).toEqual(["diagnosing", "timing", "proving", "curing"]);

  const again = await treat(run, work(folder, ["he-init"]));
  expect(again).toMatchObject({ cured: true, run: treatment.run, trainings: 0, accepted: treatment.accepted });
});

test("where nothing helps the run stays, whether there is much time, no time, or nothing to treat", async () => {
  const folder = temporaryFolder();
  const run = await trainBornDead(folder, { epochs: 2 });
  const before = await readResult(runFolder(run).result);

  const useless = await treat(run, { ...work(folder, ["balanced-batches"]), seeds: 2 });
  expect(useless).toMatchObject({ cured: false, run, accepted: [], after: useless.before });
  expect(useless.rejected).toMatchObject([
    { remedy: "balanced-batches", reason: "no better than the run as it is, beyond chance", proof: { seeds: 2 } },
  ]);

  const hurried = await treat(run, { ...work(folder, ["he-init"]), budgetMs: 50 });
  expect(hurried).toMatchObject({ cured: false, trainings: 0, rejected: [{ remedy: "he-init" }] });
  expect(hurried.notes.join()).toMatch(/Nothing was tried: .* A budget of \d+ minutes would do/);

  const nothing = await treat(run, {
    ...work(folder, ["he-init", "input-scaling"]),
    diagnose: async () => ({ verdict: "healthy", findings: [], notes: [] }),
  });
  expect(nothing).toMatchObject({
    cured: false,
    trainings: 0,
    rejected: [],
    notes: ["The run is healthy: there is nothing to treat."],
  });

  expect(existsSync(join(run, "treatment", "cured"))).toBe(false);
  expect(await readResult(runFolder(run).result)).toEqual(before);
});

test("a remedy that nobody knows is an error with the nearest name, and so is a folder that is no run", async () => {
  const folder = temporaryFolder();
  const run = await trainBornDead(folder, { epochs: 1 });
  const asked = { ...work(folder, []), remedies: ["he-inti"] };
  await expect(treat(run, asked)).rejects.toThrow(/remedy-unknown at --remedy[\s\S]*write he-init/);
  await expect(treat(join(folder, "photos"), work(folder, []))).rejects.toThrow("run-not-found");
});
