import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tinyConfig, tinyFolder } from "../../test/cli/tinyData.ts";
import { type Config, parseConfig } from "../config/config.ts";
import { tensorOf } from "../graph/tensor.ts";
import { readCheckpoint } from "./checkpoint.ts";
import type { TrainEvent } from "./events.ts";
import { type ResumeOptions, resume, train } from "./train.ts";

const configIn = (folder: string, more: object = {}): Config =>
  parseConfig({ ...tinyConfig, data: { path: join(folder, "photos"), size: 16 }, epochs: 2, ...more });

const work = (folder: string) => ({ threads: 1, cacheDirectory: join(folder, "cache") });

test("without a look at the test photos a run has the same model, and no figure of them", async () => {
  const folder = await tinyFolder();
  const looked = await train(configIn(folder), { ...work(folder), out: join(folder, "looked") });
  const blind = await train(configIn(folder), { ...work(folder), out: join(folder, "blind"), testLook: false });
  expect(looked.test!.n).toBe(6);
  expect(blind).toMatchObject({ test: null, decisions: null, testLooks: 0 });
  expect(blind.validation).toEqual(looked.validation);
  expect(existsSync(join(folder, "blind", "predictions.csv"))).toBe(false);
  const model = (name: string): Promise<Buffer> => readFile(join(folder, name, "best.onnx"));
  expect((await model("blind")).equals(await model("looked"))).toBe(true);
});

test("a training begins at first weights that are given, also when it was stopped before its first checkpoint", async () => {
  const folder = await tinyFolder();
  const still = configIn(folder, { optimizer: { name: "sgd", learningRate: 0, weightDecay: 0 } });
  const given = new Map([["0.conv2d.bias", tensorOf("float32", [4], [1, 2, 3, 4])]]);
  const biasOf = async (name: string): Promise<number[]> => {
    const checkpoint = await readCheckpoint(join(folder, name, "checkpoints", "last.safetensors"));
    return [...(checkpoint!.tensors.get("0.conv2d.bias")!.data as Float32Array)];
  };
  await train(still, { ...work(folder), out: join(folder, "map"), firstWeights: given });
  expect(await biasOf("map")).toEqual([1, 2, 3, 4]);

  const options: ResumeOptions = {
    ...work(folder),
    firstWeights: (plan, planOf) => {
      expect(planOf(still)).toMatchObject({ seed: plan.seed, classCounts: plan.classCounts });
      return given;
    },
  };
  const out = join(folder, "made");
  const stop = new AbortController();
  const stopAtStart = ({ type }: TrainEvent): void => {
    if (type === "start") stop.abort();
  };
  await train(still, { ...options, out, tell: stopAtStart, signal: stop.signal });
  await rm(join(out, "checkpoints", "last.safetensors"));
  await resume(out, options);
  expect(await biasOf("made")).toEqual([1, 2, 3, 4]);
});

test("a first weight of another shape is refused by its name", async () => {
  const folder = await tinyFolder();
  const given = new Map([["0.conv2d.bias", tensorOf("float32", [2], [1, 2])]]);
  const options = { ...work(folder), out: join(folder, "wrong"), firstWeights: given };
  await expect(train(configIn(folder), options)).rejects.toThrow("state-does-not-fit at 0.conv2d.bias");
  expect(existsSync(join(folder, "wrong", "config.yaml"))).toBe(false);
});
