import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { WrasseError } from "../../base/errors.ts";
import { parseConfig } from "../../config/config.ts";
import type { ChannelStatistics } from "../../data/channelStatistics.ts";
import { type Dataset, dataSchema, prepareDataset } from "../../data/dataset.ts";
import { openSource } from "../../data/source.ts";
import { Graph } from "../../graph/graph.ts";
import { type ParsedModel, type ParsedNode, parseModel } from "../../graph/onnx.ts";
import type { TensorData } from "../../graph/tensor.ts";
import { type Backbone, openBackbone } from "../../nn/backbone/backbone.ts";
import { buildBackbone, buildFrozenPart } from "../../nn/backbone/build.ts";
import type { InputScale } from "../../nn/backbone/setting.ts";
import type { SessionOptions } from "../../runtime/session.ts";
import { scaleStatistics } from "../../train/backboneFile.ts";
import { type ModelDescription, modelDescription } from "../../train/modelFile.ts";
import type { OpenOptions } from "../../train/openTraining.ts";
import { planTraining, type TrainingPlan } from "../../train/plan.ts";
import type { Subject } from "./subject.ts";

export interface OpenModelOptions extends OpenOptions, SessionOptions {
  /** Names of the classes in the order of the file's outputs; default: those in its metadata, else the folders' sorted names. */
  readonly classes?: readonly string[] | undefined;
  /** What the file takes for pixels; default: what its metadata say, else the mean and deviation of the photos. */
  readonly scale?: Exclude<InputScale, "auto"> | undefined;
  /** Side of the photos in pixels; default: what the file's input says, else 224. */
  readonly size?: number | undefined;
  /** Decides which photos are training photos, where their folders do not; default 0. */
  readonly seed?: number | undefined;
}

/** A classifier's file as active probes take it. */
export interface OpenedModel extends Subject {
  /** The file's whole path. */
  readonly path: string;
  readonly classes: readonly string[];
  /** What was taken for what, in sentences. */
  readonly notes: readonly string[];
  /** Gives the pixels' memory back. */
  readonly close: () => void;
}

const usualSize = 224;

/**
 * Opens any classifier's .onnx file with photos for active probes that need no training: float32 pictures in, one number for each
 * class out. Where it ends in a Softmax or Sigmoid, what that takes are the logits. Its ReLUs and other activations are layers,
 * called by the file's name of what they give; its weights are those that a training of it would learn.
 *
 * Photos without parts of their own are dealt into halves, called train and validation: the file does not say what it learnt from.
 *
 * @throws WrasseError "model-not-found", "not-an-onnx-model", "backbone-input-wrong", "backbone-size-wrong", "operator-unknown",
 *   "model-output-wrong", "classes-differ", and those of the photos; the signal's reason when it is aborted
 */
export async function openModelSubject(
  file: string,
  photos: string,
  { classes: given, scale, size: wanted, seed = 0, tell, cacheDirectory, signal, ...session }: OpenModelOptions = {},
): Promise<OpenedModel> {
  const path = resolve(file);
  const parsed = parseModel(await readModel(path), path);
  const described = modelDescription(parsed);
  const size = wanted ?? described?.input.size ?? sizeOf(parsed) ?? usualSize;
  const end = endOf(parsed);
  const options = { features: end.logits, freeze: "none", batchNorm: "running", learningRateDecay: 1 } as const;
  const backbone = openBackbone(parsed, { ...options, input: { scale: "auto" } }, size, path);
  const outputs = outputsOf(backbone, path);
  const statistics = scale === undefined ? described && inputOf(described) : scaleStatistics(scale);

  // Before decoding, which takes long.
  const source = openSource(resolve(photos));
  const named = given ?? described?.classes;
  const classes = classesOf(named, given === undefined, source.classes, outputs, path);
  const data = dataSchema.parse({
    path: resolve(photos),
    size,
    split: { validation: 0.5, test: 0 },
    ...(described === undefined ? {} : { fit: described.input.fit }),
  });
  const dataset = relabelled(
    await prepareDataset(data, seed, {
      onProgress: (done, total) => tell?.({ type: "decoding", done, total }),
      cacheDirectory,
      signal,
    }),
    classes,
  );
  for (const message of dataset.warnings) tell?.({ type: "warning", message });
  const planOf = (own: number): TrainingPlan => planOfModel(dataset, backbone, statistics, end.hasSigmoids, own);
  return {
    dataset,
    planOf,
    seed,
    kept: weightsOf(backbone, size),
    isTraining: false,
    session,
    path,
    classes,
    notes: [
      `${end.logits} are the logits${end.hasSigmoids ? ", a sigmoid of each" : ""}`,
      named === undefined
        ? "the outputs are taken for the classes in the order of the folders' names"
        : `the classes' names are ${given === undefined ? "the file's own" : "those given"}`,
      ...(statistics === undefined ? ["pixels are brought to mean 0 and deviation 1 by these photos"] : []),
    ],
    close: () => dataset.pixels.close(),
  };
}

/** A training of the file as it is, which nobody takes: what passes and losses are made by. */
function planOfModel(
  dataset: Dataset,
  backbone: Backbone,
  statistics: ChannelStatistics | undefined,
  hasSigmoids: boolean,
  seed: number,
): TrainingPlan {
  const data = { path: "photos", size: dataset.pixels.size };
  const loss = hasSigmoids ? "binary-cross-entropy" : "cross-entropy";
  const plan = planTraining(parseConfig({ data, model: ["flatten", { dense: "classes" }], loss, seed }), dataset);
  return {
    ...plan,
    network: { ...plan.network, layers: [], backbone, statistics: statistics ?? dataset.statistics },
  };
}

async function readModel(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new WrasseError("model-not-found", {
      at: path,
      expected: "an .onnx file that can be read",
      got: code === "ENOENT" ? "no such file" : String(code ?? cause),
      hint: "check the path; it is taken from the folder that the command is run in",
      cause,
    });
  }
}

/** The side that the file's input says. */
function sizeOf({ inputs: [input] }: ParsedModel): number | undefined {
  const side = input?.shape[2];
  return typeof side === "number" && side > 1 ? side : undefined;
}

/** The value that the classes' numbers are made from, and whether a sigmoid makes them. */
function endOf({ nodes, outputs }: ParsedModel): { readonly logits: string; readonly hasSigmoids: boolean } {
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const last = (name: string): ParsedNode | undefined => {
    const node = producers.get(name);
    return node?.type === "Identity" ? last(node.inputs[0]!) : node;
  };
  const probabilities = last(outputs.includes("probabilities") ? "probabilities" : outputs[0]!);
  const hasSigmoids = probabilities?.type === "Sigmoid";
  const isEnd = hasSigmoids || probabilities?.type === "Softmax" || probabilities?.type === "LogSoftmax";
  const logits = outputs.includes("logits") ? "logits" : isEnd ? probabilities.inputs[0]! : outputs[0]!;
  return { logits, hasSigmoids };
}

function outputsOf({ featureShape, features }: Backbone, at: string): number {
  const [count = 0] = featureShape;
  if (featureShape.length === 1 && count > 1) return count;
  throw new WrasseError("model-output-wrong", {
    at,
    expected: "one number for each of two classes or more, [N, classes]",
    got: `[${["N", ...featureShape].join(", ")}] from ${features}`,
    hint: "give the file of a classifier",
  });
}

/** How the file's metadata say that it takes pixels, 255 being 1. */
function inputOf({ input: { scale, mean, deviation } }: ModelDescription): ChannelStatistics | undefined {
  return scale === "raw" ? scaleStatistics("0..255") : { mean, deviation };
}

function classesOf(
  named: readonly string[] | undefined,
  isFile: boolean,
  folders: readonly string[],
  outputs: number,
  at: string,
): readonly string[] {
  const classes = named ?? folders;
  if (classes.length !== outputs) {
    throw new WrasseError("classes-differ", {
      at,
      expected: `names of ${outputs} classes, as the file has outputs`,
      got: `${classes.length}: ${some(classes)}`,
      hint: "give the names in the order of the outputs with --classes A,B,C",
    });
  }
  const strange = folders.filter((name) => !classes.includes(name));
  if (strange.length > 0) {
    throw new WrasseError("classes-differ", {
      at,
      expected: `photos of the ${isFile ? "file's" : "given"} classes: ${some(classes)}`,
      got: some(strange),
      hint: "rename the photos' classes, or give the names in the order of the outputs with --classes A,B,C",
    });
  }
  return classes;
}

function some(names: readonly string[]): string {
  return `${names.slice(0, 6).join(", ")}${names.length > 6 ? ", …" : ""}`;
}

/** The data set with the model's classes, in the order of its outputs. */
function relabelled(dataset: Dataset, classes: readonly string[]): Dataset {
  const outputOf = dataset.classes.map((name) => classes.indexOf(name));
  return {
    ...dataset,
    classes,
    labels: dataset.labels.map((label) => outputOf[label]!),
    photos: dataset.photos.map((photo) => ({ ...photo, label: outputOf[photo.label]! })),
  };
}

/** The file's weights, by the names of a training's graph. */
function weightsOf(backbone: Backbone, size: number): ReadonlyMap<string, TensorData> {
  const graph = new Graph();
  const pictures = graph.input("pictures", "float32", [1, 3, size, size]);
  buildBackbone(graph, backbone, buildFrozenPart(graph, backbone, pictures), false);
  return new Map([...graph.states].map(([name, { initial }]) => [name, initial()]));
}
