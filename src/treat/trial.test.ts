import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tinyConfig, tinyFolder } from "../../test/cli/tinyData.ts";
import { type Config, parseConfig } from "../config/config.ts";
import { readCheckpoint } from "../train/checkpoint.ts";
import { readResult } from "../train/result.ts";
import { runFolder } from "../train/runFolder.ts";
import { batchNormBeforeActivation } from "./remedies/batchNormBeforeActivation.ts";
import { inProcess } from "./runner/inProcess.ts";
import type { Runner } from "./runner/runner.ts";
import { workerProcesses } from "./runner/workerProcesses.ts";
import { TrialStore } from "./trial/trialStore.ts";
import { runTrial, type TrialOptions, type TrialProgress } from "./trial.ts";

interface Setting {
  readonly folder: string;
  readonly store: TrialStore;
  readonly config: Config;
}

async function setting(more: object = {}): Promise<Setting> {
  const folder = await tinyFolder();
  const data = { path: join(folder, "photos"), size: 16 };
  const config = parseConfig({ ...tinyConfig, data, epochs: 2, augmentation: [], ...more });
  const store = new TrialStore(join(folder, "trials"), { threads: 1, cacheDirectory: join(folder, "cache") });
  return { folder, store, config };
}

const still = (config: Config): Config => parseConfig({ ...config, optimizer: { name: "sgd", learningRate: 0 } });

const trial = (given: Setting, more: Partial<TrialOptions> = {}): Promise<Awaited<ReturnType<typeof runTrial>>> =>
  runTrial({
    config: given.config,
    arms: [{ id: "still", config: still(given.config) }],
    seeds: [1, 2],
    store: given.store,
    runner: inProcess(),
    ...more,
  });

/** Counts the jobs that reach it. */
function counting(
  runner: Runner,
  stopAfter = Infinity,
): { runner: Runner; counts: { done: number }; stop: AbortController } {
  const counts = { done: 0 };
  const stop = new AbortController();
  const run: Runner["run"] = async function* counted(jobs, options) {
    for await (const event of runner.run(jobs, options)) {
      if (event.type === "finished") {
        counts.done += 1;
        if (counts.done === stopAfter) stop.abort(new Error("stopped"));
      }
      yield event;
    }
  };
  return { runner: { width: runner.width, run }, counts, stop };
}

test("pairs share the seed and the parts of the photos, and no test photo is looked at; nothing is trained twice", async () => {
  const given = await setting();
  const told: TrialProgress[] = [];
  const found = await trial(given, { onProgress: (progress) => void told.push(progress) });
  expect(found).toMatchObject({ trainings: 4, reused: 0, isWhole: true });
  expect(told.at(-1)).toEqual({ done: 4, total: 4, share: 1 });
  const [{ pairs, effect }] = found.arms as [(typeof found.arms)[number]];
  expect(pairs.map(({ seed }) => seed)).toEqual([1, 2]);
  expect(effect!.mean).toBeCloseTo((pairs[0]!.treated - pairs[0]!.control + pairs[1]!.treated - pairs[1]!.control) / 2);
  for (const { seed, runs, control } of pairs) {
    const result = await readResult(runFolder(runs.control).result);
    expect(result).toMatchObject({ seed, test: null, testLooks: 0 });
    expect(result!.validation!.accuracy).toBe(control);
  }
  const again = counting(inProcess());
  const second = await trial(given, { runner: again.runner });
  expect(again.counts.done).toBe(0);
  expect(second).toEqual({ ...found, trainings: 0, reused: 4 });
});

test("worker processes give the numbers of this process", async () => {
  const [here, there] = [await setting(), await setting()];
  const [own, others] = [await trial(here), await trial(there, { runner: workerProcesses(2) })];
  const accuracies = (found: typeof own): number[] =>
    found.arms[0]!.pairs.flatMap(({ control, treated }) => [control, treated]);
  expect(accuracies(others)).toEqual(accuracies(own));
});

test("a stopped trial goes on where it was, and a training that was killed before its end is finished", async () => {
  const given = await setting();
  const first = counting(inProcess(), 1);
  await expect(trial(given, { runner: first.runner, signal: first.stop.signal })).rejects.toThrow("stopped");
  const [run] = readdirSync(given.store.folder);
  const whole = await readResult(runFolder(join(given.store.folder, run!)).result);
  // As a kill between the last epoch and the last file leaves it.
  for (const name of ["outcome.json", "result.json"]) rmSync(join(given.store.folder, run!, name));
  const second = counting(inProcess());
  const found = await trial(given, { runner: second.runner });
  expect(found).toMatchObject({ trainings: 4, isWhole: true });
  expect(found.arms[0]!.pairs[0]!.control).toBe(whole!.validation!.accuracy);
});

test("a run whose last checkpoint is broken begins anew", async () => {
  const given = await setting();
  const { control } = await trial(given, { seeds: [1] });
  const folder = runFolder(control[0]!.run);
  for (const name of ["outcome.json", "result.json", join("checkpoints", "last.safetensors")]) {
    rmSync(join(folder.path, name));
  }
  const { control: again } = await trial(given, { seeds: [1] });
  expect(again).toEqual(control);
});

test("a training whose loss is not finite is an outcome: the accuracy of the commonest class", async () => {
  const given = await setting();
  const wild = parseConfig({ ...given.config, optimizer: { name: "sgd", learningRate: 1e30 }, schedule: "constant" });
  const { arms } = await trial(given, { arms: [{ id: "wild", config: wild }], seeds: [1] });
  expect(arms[0]!.pairs[0]!.treated).toBe(0.5);
  const again = counting(inProcess());
  await trial(given, { arms: [{ id: "wild", config: wild }], seeds: [1], runner: again.runner });
  expect(again.counts.done).toBe(0);
});

test("an arm of other places begins at the control's weights", async () => {
  const model = [{ conv2d: 4 }, "relu", { conv2d: 4 }, "relu", "global-average-pool2d", { dense: "classes" }];
  const given = await setting({ model, optimizer: { name: "sgd", learningRate: 0, weightDecay: 0 } });
  const normed = await batchNormBeforeActivation.apply(given.config);
  const { arms } = await trial(given, { arms: [{ id: "norm", config: normed }], seeds: [3] });
  const { runs } = arms[0]!.pairs[0]!;
  const [own, other] = await Promise.all(
    [runs.treated, runs.control].map((run) => readCheckpoint(runFolder(run).lastCheckpoint)),
  );
  expect(own!.tensors.get("3.conv2d.weight")!.data).toEqual(other!.tensors.get("2.conv2d.weight")!.data);
});

test("a trial that has seen enough, or is out of time, ends with the pairs that are finished", async () => {
  const given = await setting();
  const early = await trial(given, { seeds: [1, 2, 3], isEnough: ([arm]) => arm!.pairs.length === 1 });
  expect(early).toMatchObject({ trainings: 2, isWhole: false });
  const late = await trial(given, { seeds: [4], until: AbortSignal.abort() });
  expect(late.arms[0]).toMatchObject({ pairs: [], effect: null, alwaysValidP: 1 });
});

test("without validation photos there is nothing to judge by", async () => {
  const given = await setting();
  const data = {
    ...given.config.data,
    path: join(given.folder, "photos", "train"),
    split: { validation: 0, test: 0.2 },
  };
  const config = parseConfig({ ...given.config, data });
  await expect(trial({ ...given, config })).rejects.toThrow("no-validation");
});

test("an error in a worker process is told as it is", async () => {
  const given = await setting();
  const broken = parseConfig({ ...given.config, model: [{ conv2d: { filters: 4, groups: 3 } }, { dense: "classes" }] });
  const options = { arms: [{ id: "broken", config: broken }], seeds: [1], runner: workerProcesses(1) };
  await expect(trial(given, options)).rejects.toThrow("shape-does-not-fit");
});
