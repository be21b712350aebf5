import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tinyConfig, tinyFolder } from "../../test/cli/tinyData.ts";
import { type Config, parseConfig } from "../config/config.ts";
import { type Proof, type ProveOptions, prove, type ToProve } from "./prove.ts";
import type { Runner } from "./runner/runner.ts";
import { TrialStore } from "./trial/trialStore.ts";

/** Trainings whose accuracy is a function of their config: what is tested here is what is made of accuracies. */
function knownAccuracies(accuracyOf: (config: Config) => number): Runner {
  return {
    width: 1,
    run: async function* known(jobs) {
      for (const { id, config, run } of jobs) {
        const outcome = { accuracy: accuracyOf(config), isDiverged: false, epochs: 1, seconds: 1 };
        mkdirSync(run, { recursive: true });
        writeFileSync(join(run, "outcome.json"), JSON.stringify(outcome));
        yield { type: "finished", id, outcome };
      }
    },
  };
}

/** Each arm has its own number of epochs, which says what it reaches; `noise` differs from seed to seed. */
async function proofsOf(
  effects: { readonly remedies: readonly number[]; readonly placebo: number | undefined; readonly twin?: number },
  { seeds = 6, noise = 0.01 } = {},
): Promise<readonly Proof[]> {
  const folder = await tinyFolder();
  const data = { path: join(folder, "photos"), size: 16 };
  const config = (epochs: number): Config => parseConfig({ ...tinyConfig, data, epochs });
  const reached = new Map<number, number>([[1, 0.5]]);
  const arm = (effect: number, base = 0.5): Config => {
    const epochs = reached.size + 1;
    reached.set(epochs, base + effect);
    return config(epochs);
  };
  const twin =
    effects.twin === undefined
      ? {}
      : { twin: { fault: "planted", healthy: arm(0, 0.9), sick: arm(effects.twin, 0.9) } };
  const options: ProveOptions = {
    config: config(1),
    remedies: effects.remedies.map(
      (effect, i): ToProve => ({ remedy: `r${i}`, for: "d", config: arm(effect), ...twin }),
    ),
    placebo: effects.placebo === undefined ? undefined : { remedy: "random-erasing", config: arm(effects.placebo) },
    seeds: Array.from({ length: seeds }, (_, i) => i),
    store: new TrialStore(join(folder, "trials"), { threads: 1, cacheDirectory: join(folder, "cache") }),
    runner: knownAccuracies(({ epochs, seed }) => {
      const isControl = epochs === 1;
      return reached.get(epochs)! + (isControl ? 0 : noise * Math.cos(3 * seed + epochs));
    }),
  };
  return (await prove(options)).proofs;
}

const verdicts = (proofs: readonly Proof[]): string[] => proofs.map(({ verdict }) => verdict);

test("a remedy that lifts all six pairs, where the placebo lifts none, is proven", async () => {
  const [proof] = await proofsOf({ remedies: [0.2], placebo: 0 });
  expect(proof).toMatchObject({ remedy: "r0", for: "d", seeds: 6, p: 0.03125, verdict: "proven" });
  expect(proof!.effect).toBeCloseTo(0.2, 1);
});

test("what the placebo does as well is likely at most, and what chance does is not shown", async () => {
  expect(verdicts(await proofsOf({ remedies: [0.2], placebo: 0.15 }))).toEqual(["likely"]);
  expect(verdicts(await proofsOf({ remedies: [0.2], placebo: 0.05 }))).toEqual(["proven"]);
  expect(verdicts(await proofsOf({ remedies: [0.2], placebo: undefined }))).toEqual(["likely"]);
  expect(verdicts(await proofsOf({ remedies: [0.001], placebo: 0 }))).toEqual(["not-shown"]);
  expect(verdicts(await proofsOf({ remedies: [-0.2], placebo: 0 }))).toEqual(["not-shown"]);
});

test("five pairs prove nothing", async () => {
  expect(verdicts(await proofsOf({ remedies: [0.2], placebo: 0 }, { seeds: 5 }))).toEqual(["likely"]);
});

test("of three remedies over six seeds none is proven after one that is not; over eight each stands for itself", async () => {
  const remedies = [0.2, 0.001, 0.2];
  expect(verdicts(await proofsOf({ remedies, placebo: 0 }))).toEqual(["proven", "not-shown", "likely"]);
  const eight = await proofsOf({ remedies, placebo: 0 }, { seeds: 8 });
  expect(verdicts(eight)).toEqual(["proven", "not-shown", "proven"]);
  expect(eight[0]!.adjustedP).toBeCloseTo((3 * 2) / 2 ** 8);
});

test("where a healthy twin is given, the fault must make it sick", async () => {
  const [proof] = await proofsOf({ remedies: [0.2], placebo: 0, twin: -0.4 });
  expect(proof).toMatchObject({ verdict: "proven", twin: { fault: "planted", seeds: 6, p: 0.03125 } });
  expect(proof!.twin!.interval![1]).toBeLessThan(0);
  expect(verdicts(await proofsOf({ remedies: [0.2], placebo: 0, twin: 0 }))).toEqual(["likely"]);
});
