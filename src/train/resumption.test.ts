import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { tinyConfig, tinyFolder } from "../../test/cli/tinyData.ts";
import { type Config, parseConfig } from "../config/config.ts";
import { readCheckpoint } from "./checkpoint.ts";
import type { TrainEvent } from "./events.ts";
import { readResult, type TrainResult } from "./result.ts";
import { type ResumeOptions, resume, train } from "./train.ts";

let folder: string;
let told: TrainEvent[];
beforeEach(async () => {
  folder = await tinyFolder();
  told = [];
});

const configOf = (more: object = {}): Config =>
  parseConfig({
    ...tinyConfig,
    data: { path: join(folder, "photos"), size: 16 },
    epochs: 2,
    schedule: "constant",
    earlyStopping: { patience: 0 },
    ...more,
  });

const common = () =>
  ({
    threads: 1,
    cacheDirectory: join(folder, "cache"),
    tell: (event: TrainEvent) => void told.push(event),
  }) as const;

const trained = (name: string, more: object = {}): Promise<TrainResult> =>
  train(configOf(more), { ...common(), out: join(folder, name) });

const resumed = (name: string, options: ResumeOptions = {}): Promise<TrainResult> =>
  resume(join(folder, name), { ...common(), ...options });

/** Trains, and stops after this many steps; an epoch of 28 training photos in batches of 8 has four. */
async function stopped(name: string, steps: number, more: object = {}): Promise<void> {
  const stop = new AbortController();
  let done = 0;
  const tell = (event: TrainEvent): void => {
    if (event.type !== "step") return;
    done += 1;
    if (done === steps) stop.abort();
  };
  const result = await train(configOf(more), { ...common(), out: join(folder, name), signal: stop.signal, tell });
  expect(result).toMatchObject({ reason: "interrupted", testLooks: 0, test: null });
}

const bytes = (...path: string[]): Buffer => readFileSync(join(folder, ...path));
const yaml = (...path: string[]): unknown => parse(bytes(...path).toString());
const notes = (): string => told.flatMap((event) => (event.type === "warning" ? [event.message] : [])).join("\n");

const tensorsOf = async (name: string): Promise<unknown> => {
  const checkpoint = await readCheckpoint(join(folder, name, "checkpoints", "last.safetensors"));
  return Object.fromEntries([...checkpoint!.tensors].map(([key, { data }]) => [key, [...(data as Float32Array)]]));
};

describe("more epochs", () => {
  test("of a finished run with a constant rate give the bits of a training of so many from the start", async () => {
    await trained("whole", { epochs: 4 });
    const first = await trained("run");
    expect(first).toMatchObject({ epochs: 2, testLooks: 1 });
    const second = await resumed("run", { epochs: 4 });
    expect(second).toMatchObject({ epochs: 4, reason: "finished", testLooks: 2 });
    for (const file of ["best.onnx", "last.onnx", "results.csv", "predictions.csv", "config.yaml"]) {
      expect(bytes("run", file).equals(bytes("whole", file)), file).toBe(true);
    }
    expect(await tensorsOf("run")).toEqual(await tensorsOf("whole"));
    expect(yaml("run", "config.1.yaml")).toMatchObject({ epochs: 2 });
    expect(await readResult(join(folder, "run", "result.1.json"))).toEqual(first);
    expect(await readResult(join(folder, "run", "result.json"))).toEqual(second);
    expect(notes()).toContain("its test photos will be looked at again");
  });

  test("of a cosine go on with the rates of the new length, and say so", async () => {
    const rates = (name: string): string[] =>
      bytes(name, "results.csv")
        .toString()
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(",")[3]!);
    await trained("whole", { epochs: 4, schedule: "cosine" });
    await trained("run", { schedule: "cosine" });
    const before = rates("run");
    await resumed("run", { epochs: 4 });
    expect(rates("run")).toEqual([...before, ...rates("whole").slice(2)]);
    expect(notes()).toContain("the run goes to 4 epochs in place of 2; from here on the schedule is that of 4 epochs");
    expect(notes()).toMatch(/the next step's learning rate is 0\.00\d+ in place of \S+/);
  });

  test("are refused where fewer than are done, and the number done ends an interrupted run", async () => {
    await stopped("run", 6, { epochs: 5 });
    await expect(resumed("run", { epochs: 1 })).rejects.toMatchObject({
      code: "epochs-done",
      details: { got: 1, expected: "2 or more, as the run has trained 1 epochs and a part of the next" },
    });
    await expect(resumed("run", { epochs: 0 })).rejects.toMatchObject({ code: "option-invalid" });
    expect(await resumed("run", { epochs: 2 })).toMatchObject({ epochs: 2, reason: "finished", testLooks: 1 });
    await trained("whole");
    expect(bytes("run", "best.onnx").equals(bytes("whole", "best.onnx"))).toBe(true);
  });

  test("of a run that stopped early are refused with the patience that would let it go on", async () => {
    const optimizer = { name: "sgd", learningRate: 0 };
    const model = ["flatten", { dense: "classes" }];
    await trained("run", { epochs: 9, optimizer, model, augmentation: [], earlyStopping: { patience: 1 } });
    await expect(resumed("run", { epochs: 20 })).rejects.toMatchObject({
      code: "run-stopped-early",
      details: { hint: expect.stringContaining("earlyStopping.patience=2 --force") },
    });
  });
});

describe("another config", () => {
  test("is refused with its diff, and the run is left as it is", async () => {
    await stopped("run", 5);
    const before = bytes("run", "checkpoints", "last.safetensors");
    const config = configOf({ batch: 4, optimizer: { name: "sgd", learningRate: 0.1 } });
    const failure = await resumed("run", { config }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "config-changed" });
    expect((failure as Error).message).toContain('optimizer.name: "adamw" -> "sgd"');
    expect((failure as Error).message).toContain("batch: 8 -> 4");
    expect((failure as Error).message).toContain("--force");
    expect(bytes("run", "checkpoints", "last.safetensors").equals(before)).toBe(true);
    expect(existsSync(join(folder, "run", "config.1.yaml"))).toBe(false);
    expect(await resumed("run", { config: configOf() })).toMatchObject({ reason: "finished" });
  });

  test("by a hand that edited config.yaml is noticed too", async () => {
    await stopped("run", 5);
    const path = join(folder, "run", "config.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace("batch: 8", "batch: 4"));
    await expect(resumed("run")).rejects.toMatchObject({ code: "config-changed" });
    await resumed("run", { force: true });
    expect(yaml("run", "config.yaml")).toMatchObject({ batch: 4 });
    expect(yaml("run", "config.1.yaml")).toMatchObject({ batch: 8 });
  });

  test("is taken with force: another optimiser starts its slots anew, and an average starts from the weights", async () => {
    await stopped("run", 6, { epochs: 3 });
    const config = configOf({ epochs: 3, batch: 4, optimizer: { name: "sgd", momentum: 0.9 }, averaging: "ema" });
    const result = await resumed("run", { config, force: true });
    expect(result).toMatchObject({ epochs: 3, testLooks: 1 });
    expect(yaml("run", "config.yaml")).toMatchObject({ batch: 4, optimizer: { name: "sgd" } });
    expect(yaml("run", "config.1.yaml")).toMatchObject({ batch: 8, optimizer: { name: "adamw" } });
    expect(notes()).toContain("start anew");
    // The half epoch began anew with steps of 4: two epochs of seven steps after the first one.
    const steps = told.filter((event) => event.type === "step");
    expect(steps.map(({ epoch }) => epoch)).toEqual([...new Array(7).fill(2), ...new Array(7).fill(3)]);
    // Nothing is left to say: the run now follows the new config.
    expect(await resumed("run")).toEqual(result);
  });

  test("with other weights is refused even with force, naming each", async () => {
    await stopped("run", 5);
    const model = [{ conv2d: 6 }, "relu", "global-average-pool2d", { dense: "classes" }];
    const failure = await resumed("run", { config: configOf({ model }), force: true }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "weights-do-not-fit" });
    expect((failure as Error).message).toContain("0.conv2d.weight: [4,3,3,3] -> [6,3,3,3]");
    expect((failure as Error).message).toContain("1.batch-norm.scale: [4] -> none");
    expect(existsSync(join(folder, "run", "config.1.yaml"))).toBe(false);
  });

  test("that deals photos into other parts is refused even with force", async () => {
    await stopped("run", 5, { data: { path: join(folder, "photos", "train"), size: 16 } });
    const config = configOf({ seed: 1, data: { path: join(folder, "photos", "train"), size: 16 } });
    await expect(resumed("run", { config, force: true })).rejects.toMatchObject({
      code: "data-changed",
      details: { got: expect.stringContaining("seed") },
    });
  });
});

describe("a broken checkpoint", () => {
  test("is refused with what to do, and the best epoch's in its place leads to the same bits", async () => {
    await trained("whole", { epochs: 3 });
    await stopped("run", 10, { epochs: 3 });
    const last = join(folder, "run", "checkpoints", "last.safetensors");
    truncateSync(last, readFileSync(last).length - 100);
    const failure = await resumed("run").catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "checkpoint-broken" });
    expect((failure as Error).message).toContain("best.safetensors over it");
    expect((failure as Error).message).toContain("--config");
    copyFileSync(join(folder, "run", "checkpoints", "best.safetensors"), last);
    await resumed("run");
    expect(bytes("run", "last.onnx").equals(bytes("whole", "last.onnx"))).toBe(true);
  });
});
