import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { WrasseError } from "../base/errors.ts";
import { writeAtomically } from "../base/files.ts";
import { canonicalJson, parseJson } from "../base/json.ts";
import { type Config, parseConfig } from "../config/config.ts";
import type { TensorData } from "../graph/tensor.ts";
import { averageOf } from "../nn/averaging.ts";
import { prefix as backbonePrefix } from "../nn/backbone/build.ts";
import type { ProgramState } from "../runtime/state.ts";
import type { Progress } from "./progress.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

const epochFigures = z.strictObject({
  epoch: z.int(),
  loss: z.number(),
  accuracy: z.number(),
  learningRate: z.number(),
  validationLoss: z.number().nullable(),
  validationAccuracy: z.number().nullable(),
});

const classSums = z.strictObject({ loss: z.number(), weight: z.number(), correct: z.number(), photos: z.number() });

const progressSchema = z.strictObject({
  epoch: z.int().min(0),
  stepInEpoch: z.int().min(0),
  step: z.int().min(0),
  sums: z.strictObject({
    loss: z.number(),
    correct: z.number(),
    photos: z.number(),
    classes: z.array(classSums).default([]), // older checkpoints have none
  }),
  history: z.array(epochFigures),
  bestEpoch: z.int().min(0),
});

/** A moment of a training: where it stands, which data it saw, and the config that it followed. */
export interface Moment {
  readonly progress: Progress;
  /** Tells whether the photos are the same as then; see `datasetDigest`. */
  readonly digest: string;
  /** Tells whether the config is the same as then; the files of a run have it. */
  readonly config?: Config | undefined;
  /** The names of the network's own tensors (`Trainer.networkStates`), apart from an optimiser's; default: all. */
  readonly network?: readonly string[] | undefined;
}

/** A checkpoint in memory. */
export interface Checkpoint extends Moment {
  readonly path: string;
  /** Every state by name: weights, running statistics, optimiser slots, averages. */
  readonly tensors: ReadonlyMap<string, TensorData>;
}

/**
 * Writes a checkpoint: a safetensors file with every state by name (weights, running statistics, optimiser slots), and
 * the moment in its metadata. The old file stays until the new one is safe on disk.
 */
export async function saveCheckpoint(
  path: string,
  state: ProgramState,
  { progress, digest, config, network }: Moment,
): Promise<void> {
  const tensors = new Map(state.names.map((name) => [name, state.read(name)]));
  const metadata = {
    progress: JSON.stringify(progress),
    data: digest,
    ...(config === undefined ? {} : { config: canonicalJson(config) }),
    ...(network === undefined ? {} : { network: JSON.stringify(network) }),
  };
  await writeAtomically(path, encodeSafetensors(tensors, metadata));
}

/**
 * Reads a checkpoint; nothing of the file is trusted.
 * @returns undefined where there is no such file
 * @throws WrasseError "checkpoint-broken"
 */
export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw broken(path, `a file that cannot be read (${(cause as NodeJS.ErrnoException).code ?? String(cause)})`, cause);
  }
  const { tensors, metadata } = decode(bytes, path);
  const progress = progressSchema.safeParse(parseJson(metadata["progress"]));
  if (!progress.success) throw broken(path, "no readable progress");
  const config = parseJson(metadata["config"]);
  const network = z.array(z.string()).safeParse(parseJson(metadata["network"]));
  return {
    path,
    tensors,
    progress: progress.data,
    digest: metadata["data"] ?? "",
    // Options that are newer than the checkpoint get their defaults, which is what it was trained with.
    config: config === undefined ? undefined : parseConfig(config),
    network: network.success ? network.data : undefined,
  };
}

/**
 * Brings a state to a checkpoint of the same model and the same optimiser.
 * @throws WrasseError "checkpoint-broken", "state-does-not-fit"
 */
export function restoreState(state: ProgramState, { tensors, path }: Checkpoint): void {
  const missing = state.names.find((name) => !tensors.has(name));
  if (missing !== undefined) throw broken(path, `no tensor ${missing}`);
  for (const name of state.names) state.write(name, tensors.get(name)!);
}

/**
 * Reads a checkpoint into a state of the same model and optimiser.
 * @returns undefined where there is no such file
 * @throws WrasseError "checkpoint-broken", "state-does-not-fit"
 */
export async function loadCheckpoint(path: string, state: ProgramState): Promise<Checkpoint | undefined> {
  const checkpoint = await readCheckpoint(path);
  if (checkpoint !== undefined) restoreState(state, checkpoint);
  return checkpoint;
}

/**
 * Brings a state to a checkpoint that was made by another config. The network's tensors must be the same ones; a backbone
 * that learns now and was frozen then keeps the numbers of its file, which it had. What belongs to an optimiser or an
 * average may differ: where the checkpoint has none that fits, an average starts from the weights, the rest from its first
 * numbers.
 *
 * @param network the names of the network's own tensors
 * @returns the names of what starts anew
 * @throws WrasseError "weights-do-not-fit" with a line for each
 */
export function adoptState(state: ProgramState, checkpoint: Checkpoint, network: readonly string[]): readonly string[] {
  const { tensors, path } = checkpoint;
  const isNetwork = new Set(network);
  const fits = (name: string): boolean => {
    const [own, kept] = [state.read(name), tensors.get(name)];
    return kept !== undefined && kept.dtype === own.dtype && kept.shape.join() === own.shape.join();
  };
  const shape = (tensor: TensorData | undefined): string => (tensor === undefined ? "none" : `[${tensor.shape}]`);
  const lost = (checkpoint.network ?? []).filter((name) => !isNetwork.has(name));
  const strange = network.filter((name) => !fits(name) && !(name.startsWith(backbonePrefix) && !tensors.has(name)));
  const lines = [
    ...strange.map((name) => `${name}: ${shape(tensors.get(name))} -> ${shape(state.read(name))}`),
    ...lost.map((name) => `${name}: ${shape(tensors.get(name))} -> none`),
  ];
  if (lines.length > 0) {
    throw new WrasseError("weights-do-not-fit", {
      at: path,
      expected: "the weights of the changed model",
      got: `others:\n    ${lines.slice(0, mostLines).join("\n    ")}${lines.length > mostLines ? `\n    and ${lines.length - mostLines} more` : ""}`,
      hint: "take back what changes the model, or start a new run with it",
    });
  }
  const weightOf = new Map(network.map((name) => [averageOf(name), name]));
  const anew: string[] = [];
  for (const name of state.names) {
    const source = fits(name) ? name : weightOf.get(name);
    if (source !== undefined && tensors.has(source)) state.write(name, tensors.get(source)!);
    if (source !== name) anew.push(name);
  }
  return anew;
}

/** How many tensors a message names. */
const mostLines = 12;

function decode(bytes: Uint8Array, path: string): ReturnType<typeof decodeSafetensors> {
  try {
    return decodeSafetensors(bytes, path);
  } catch (cause) {
    if (!(cause instanceof WrasseError)) throw cause;
    const { expected, got } = cause.details;
    throw broken(path, `a damaged file (${String(got)} where ${String(expected)} is due)`, cause);
  }
}

function broken(path: string, got: string, cause?: unknown): WrasseError {
  const best = join(dirname(path), "best.safetensors");
  const run = dirname(dirname(path));
  const anew = `start anew with wrasse train --config ${join(run, "config.yaml")}`;
  const hint =
    path === best
      ? `finish with the last weights by --resume ${run} --set earlyStopping.restoreBest=false --force, or ${anew}`
      : `copy ${best} over it to go on from the best epoch, or ${anew}`;
  const hasOther = path === best || existsSync(best);
  return new WrasseError("checkpoint-broken", {
    at: path,
    expected: "a whole checkpoint of this run's model",
    got,
    hint: hasOther ? hint : anew,
    ...(cause === undefined ? {} : { cause }),
  });
}
