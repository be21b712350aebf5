import { readFile } from "node:fs/promises";
import { z } from "zod";
import { WrasseError } from "../base/errors.ts";
import { writeAtomically } from "../base/files.ts";
import { parseJson } from "../base/json.ts";
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

const progressSchema = z.strictObject({
  epoch: z.int().min(0),
  stepInEpoch: z.int().min(0),
  step: z.int().min(0),
  sums: z.strictObject({ loss: z.number(), correct: z.number(), photos: z.number() }),
  history: z.array(epochFigures),
  bestEpoch: z.int().min(0),
});

/** A moment of a training: the numbers of its state, where it stands, and which data it saw. */
export interface Checkpoint {
  readonly progress: Progress;
  /** Tells whether the photos are the same as then; see `datasetDigest`. */
  readonly digest: string;
}

/**
 * Writes a checkpoint: a safetensors file with every state by name (weights, running statistics, optimiser slots), and
 * the progress in its metadata. The old file stays until the new one is safe on disk.
 */
export async function saveCheckpoint(
  path: string,
  state: ProgramState,
  { progress, digest }: Checkpoint,
): Promise<void> {
  const tensors = new Map(state.names.map((name) => [name, state.read(name)]));
  await writeAtomically(path, encodeSafetensors(tensors, { progress: JSON.stringify(progress), data: digest }));
}

/**
 * Reads a checkpoint into a state that has the same model's tensors.
 * @returns undefined where there is no such file
 * @throws WrasseError "checkpoint-broken", "state-does-not-fit"
 */
export async function loadCheckpoint(path: string, state: ProgramState): Promise<Checkpoint | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw cause;
  }
  const { tensors, metadata } = decodeSafetensors(bytes, path);
  const missing = state.names.find((name) => !tensors.has(name));
  const progress = progressSchema.safeParse(parseJson(metadata["progress"]));
  if (missing !== undefined || !progress.success) {
    throw new WrasseError("checkpoint-broken", {
      at: path,
      expected: "a checkpoint of this run's model",
      got: missing === undefined ? "no readable progress" : `no tensor ${missing}`,
      hint: "start the training anew with the run's config.yaml",
    });
  }
  for (const name of state.names) state.write(name, tensors.get(name)!);
  return { progress: progress.data, digest: metadata["data"] ?? "" };
}
