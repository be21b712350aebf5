import { readFileSync } from "node:fs";
import { z } from "zod";
import { disorders } from "../../src/diagnose/disorders/index.ts";

const layerSchema = z.object({
  type: z.string(),
  filters: z.int().optional(),
  kernel: z.int().optional(),
  stride: z.int().optional(),
  padding: z.string().optional(),
  activation: z.string().optional(),
  init: z.string().optional(),
  units: z.int().optional(),
  size: z.int().optional(),
  rate: z.number().optional(),
});

const modelSchema = z.object({
  id: z.string(),
  /** Height, width and channels, or the number of pixels of a square picture. */
  input: z.array(z.int()).min(1),
  layers: z.array(layerSchema).min(1),
  optimizer: z.string(),
  lr: z.number().nullable(),
  loss: z.string(),
  epochs: z.union([z.int(), z.string()]).nullable(),
  preprocessing: z.string(),
  fault: z.string(),
  control: z.boolean(),
  answers: z.object({ rootCause: z.array(z.string()), mechanism: z.array(z.string()) }),
});

/** A faulty image classifier that somebody published, as one line of cases.jsonl describes it. */
export type FaultyModel = z.output<typeof modelSchema>;

export type FaultyLayer = FaultyModel["layers"][number];

/** Reads cases.jsonl. */
export function readFaultyModels(path: string): readonly FaultyModel[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => modelSchema.parse(JSON.parse(line)));
}

/** Whether a right answer is among the disorders that are told apart, or none is to be found. */
export function isAnswerable({ control, answers }: FaultyModel): boolean {
  const known = new Set<string>(disorders.map(({ id }) => id));
  return control || [...answers.rootCause, ...answers.mechanism].some((id) => known.has(id));
}
