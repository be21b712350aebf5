import { type Config, parseConfig } from "../../src/config/config.ts";
import type { FaultyLayer, FaultyModel } from "./faultyModel.ts";

/** A published model as a config, and what of it could not be kept; or why there is no config for it. */
export type Made =
  | { readonly config: Config; readonly replaced: readonly string[] }
  | { readonly config: undefined; readonly why: string };

const initializers: Readonly<Record<string, unknown>> = {
  he_normal: "he-normal",
  he_uniform: "he-uniform",
  glorot_uniform: "glorot-uniform",
  ones: { name: "constant", value: 1 },
  "constant(0.01)": { name: "constant", value: 0.01 },
};

/** What an activation becomes here, and the words for what is another thing. */
const activations: Readonly<Record<string, { readonly as: readonly unknown[]; readonly instead?: string }>> = {
  linear: { as: [] },
  relu: { as: ["relu"] },
  hard_sigmoid: { as: ["sigmoid"], instead: "sigmoid for hard sigmoid" },
};

const normalisations: readonly (readonly [RegExp, unknown])[] = [
  [/^raw 0\.\.255/, "0..255"],
  [/divided by range twice/, { mean: [0, 0, 0], deviation: [255, 255, 255] }],
  [/^x\/255-0\.5/, { mean: [0.5, 0.5, 0.5], deviation: [1, 1, 1] }],
  [/^(x\/255|min-max to \[0,1\]|\[0,1\])/, "0..1"],
];

/** Learning rate where the source names none: that of the optimiser in Keras. */
const usualRate = 0.001;

/**
 * The config of a published model on photos of its picture size. Softmax is part of the loss here; the last layer has as many
 * units as there are classes.
 *
 * @param photos class folders
 * @param epochs where the source has more data than there is here: its own count where that is the fault
 */
export function configOf(model: FaultyModel, photos: string, epochs: number, seed: number): Made {
  const replaced: string[] = [];
  const optimizer = optimizerOf(model);
  if (optimizer === undefined) return { config: undefined, why: `no optimiser ${model.optimizer}` };
  const [size, , channels] = model.input.length === 1 ? [Math.sqrt(model.input[0]!)] : model.input;
  if (channels !== 3) replaced.push("colour for grey");
  const layers: unknown[] = model.layers[0]!.type === "dense" ? ["flatten"] : [];
  for (const [i, layer] of model.layers.entries()) {
    const isLast = i === model.layers.length - 1;
    const { activation = "linear" } = layer;
    const made = isLast ? [{ dense: { ...dense(layer), units: "classes" } }] : layersOf(layer);
    if (made === undefined) return { config: undefined, why: `no layer ${layer.type}` };
    layers.push(...made);
    if (isLast) {
      if (activation !== "softmax") replaced.push(`softmax for ${activation} at the end`);
      continue;
    }
    const known = activations[activation];
    if (known === undefined) return { config: undefined, why: `no activation ${activation}` };
    layers.push(...known.as);
    if (known.instead !== undefined) replaced.push(known.instead);
  }
  const normalisation = normalisations.find(([says]) => says.test(model.preprocessing))?.[1] ?? "dataset";
  const config = parseConfig({
    data: { path: photos, size, normalisation },
    model: layers,
    loss: { name: "cross-entropy" },
    optimizer,
    schedule: { name: "constant" },
    augmentation: [],
    epochs: /more epochs|epochs 5->10/.test(model.fault) ? Number(model.epochs) : epochs,
    seed,
    earlyStopping: { patience: 0 },
  });
  return { config, replaced };
}

function optimizerOf({ optimizer, lr }: FaultyModel): unknown {
  const learningRate = lr ?? usualRate;
  if (/^adam\b/i.test(optimizer)) return { name: "adam", learningRate, weightDecay: 0 };
  if (/^sgd/.test(optimizer))
    return { name: "sgd", learningRate, momentum: optimizer.includes("momentum") ? 0.9 : 0, weightDecay: 0 };
  return undefined;
}

function layersOf(layer: FaultyLayer): unknown[] | undefined {
  const { type, filters, kernel, stride, padding, size, rate } = layer;
  switch (type) {
    // The photos have the shape already.
    case "reshape":
      return [];
    case "conv2d":
      return [{ conv2d: { filters, kernel, stride: stride ?? 1, padding, initializer: initializerOf(layer) } }];
    case "maxpool":
      return [{ "max-pool2d": { size, stride: stride ?? size } }];
    case "flatten":
      return ["flatten"];
    case "dense":
      return [{ dense: dense(layer) }];
    case "dropout":
      return [{ dropout: rate }];
    case "batchnorm":
      return ["batch-norm"];
    case "activation":
      return ["relu"];
    default:
      return undefined;
  }
}

function dense(layer: FaultyLayer): Record<string, unknown> {
  return { units: layer.units, initializer: initializerOf(layer) };
}

function initializerOf({ init = "glorot_uniform" }: FaultyLayer): unknown {
  return initializers[init] ?? init;
}
