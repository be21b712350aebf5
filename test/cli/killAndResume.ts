import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Draws } from "../../src/base/random.ts";
import { readCheckpoint } from "../../src/train/checkpoint.ts";
import { type Started, start } from "./commandLine.ts";
import { tinyConfig } from "./tinyData.ts";

const epochs = 6;
const noEarlyEnd = { epochs, earlyStopping: { patience: 0 } };

/** Trainings whose every step depends on more than its batch; with what each adds to `tinyConfig`. */
export const recipes: Readonly<Record<string, object>> = {
  "dropout and augmentation": {},
  "ema and noisy gradients": { averaging: "ema", gradientNoise: {} },
  "swa, batch norm measured anew": { averaging: { name: "swa", start: 0.3 }, schedule: "constant" },
  "one-cycle with its momentum": {
    schedule: "one-cycle",
    optimizer: { name: "sgd", learningRate: 0.05, momentum: 0.9 },
  },
  "reduce-on-plateau": { schedule: { name: "reduce-on-plateau", patience: 0, threshold: 0.5 } },
  "frozen backbone, features kept": {
    data: { ...tinyConfig.data, size: 32 },
    model: { onnx: resolve("test/fixtures/backbones/resnet18.onnx"), input: { scale: "imagenet" }, freeze: "all" },
    augmentation: [],
  },
};

/** The config file of a recipe. */
export function recipeConfig(name: string): object {
  return { ...tinyConfig, ...noEarlyEnd, ...recipes[name] };
}

/** What a training is killed in. */
export const stages = ["any moment", "training", "writing a checkpoint", "final files"] as const;
export type Stage = (typeof stages)[number];

export interface Kill {
  readonly aimedAt: Stage;
  /** What the folder held just after: where the run stood. */
  readonly found: string;
  /** Hidden files of an unfinished writing that were left. */
  readonly unfinished: number;
}

export interface KillOptions {
  readonly cwd: string;
  /** The config's file in `cwd`. */
  readonly config: string;
  /** The run's folder in `cwd`; must not exist. */
  readonly run: string;
  readonly kills: readonly Stage[];
  readonly rng: Draws;
  /** How long an undisturbed training takes, from its start to its end, and to its first step. */
  readonly wholeMs: number;
  readonly startMs: number;
}

/** Trains with a checkpoint at each step, is killed at each of the moments, and in the end goes on undisturbed. */
export async function killAndResume(options: KillOptions): Promise<readonly Kill[]> {
  const { cwd, run, kills } = options;
  const done: Kill[] = [];
  for (const aimedAt of kills) {
    const training = begin(options);
    let hasEnded = false;
    void training.ended.then(() => {
      hasEnded = true;
    });
    await moment(aimedAt, training, options, () => hasEnded);
    training.process.kill("SIGKILL");
    await training.ended;
    const folder = join(cwd, run);
    const all = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
    done.push({
      aimedAt,
      found: await standing(folder),
      unfinished: all.filter((name) => name.endsWith(".tmp")).length,
    });
  }
  const last = await begin(options).ended;
  if (last.status !== 0) throw new Error(`the last resume ended with ${last.status}:\n${last.stdout}\n${last.stderr}`);
  return done;
}

/** Starts the training, or goes on with it where it has got as far as its config. */
function begin({ cwd, config, run }: KillOptions): Started {
  const how = existsSync(join(cwd, run, "config.yaml")) ? ["--resume", run] : ["--config", config, "--out", run];
  return start(["train", ...how, "--checkpoint-every", "0", "--threads", "1", "--json"], { cwd });
}

/** Resolves at the moment of the kill. */
async function moment(
  stage: Stage,
  training: Started,
  { cwd, run, rng, wholeMs, startMs }: KillOptions,
  hasEnded: () => boolean,
): Promise<void> {
  const epoch = Math.floor(rng.uniform(0, epochs));
  if (stage === "any moment") return sleep(rng.uniform(0, wholeMs));
  const epochMs = (wholeMs - startMs) / epochs;
  // Not by the clock alone: on a busy machine one training takes several times as long as another.
  const event =
    stage === "final files" ? '"type":"evaluating"' : epoch === 0 ? '"type":"start"' : `"type":"epoch","best":`;
  await training.seen(event, stage === "final files" ? 1 : Math.max(1, epoch)).catch(() => undefined);
  if (stage !== "writing a checkpoint") return sleep(rng.uniform(0, epochMs));
  const folder = join(cwd, run, "checkpoints");
  await sleep(rng.uniform(0, epochMs / 2));
  while (!hasEnded() && !readdirSync(folder).some((name) => name.endsWith(".tmp"))) await sleep(0);
}

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

async function standing(folder: string): Promise<string> {
  if (!existsSync(join(folder, "config.yaml"))) return "before its config";
  if (existsSync(join(folder, "result.json"))) return "ended";
  if (existsSync(join(folder, "last.onnx"))) return "among the final files";
  const checkpoint = await readCheckpoint(join(folder, "checkpoints", "last.safetensors"));
  if (checkpoint === undefined) return "before its first checkpoint";
  return checkpoint.progress.stepInEpoch > 0 ? "in an epoch" : "at an epoch's end";
}

/** What must not differ: the SHA-256 of models, checkpoints, epochs and answers, and the final figures. */
export function bitsOf(folder: string): Readonly<Record<string, string>> {
  const files = ["last.onnx", "best.onnx", "checkpoints/last.safetensors", "checkpoints/best.safetensors"];
  const texts = ["results.csv", "predictions.csv", "photos.csv", "config.yaml"];
  const sum = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");
  const { run, seconds, ...figures } = JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) as Record<
    string,
    unknown
  >;
  return {
    ...Object.fromEntries([...files, ...texts].map((name) => [name, sum(readFileSync(join(folder, name)))])),
    "result.json": JSON.stringify(figures),
  };
}

/** Removes a run's folder. */
export function forget(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
