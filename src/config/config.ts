import { z } from "zod";
import { namedSchema } from "../base/named.ts";
import { readOptions } from "../base/options.ts";
import { dataSchema } from "../data/dataset.ts";
import type { MetadataOptions } from "../data/metadata/setting.ts";
import { samplers } from "../data/samplers/index.ts";
import { averagings } from "../nn/averaging.ts";
import { gradientClipping } from "../nn/clipping.ts";
import { gradientNoise } from "../nn/gradientNoise.ts";
import { type LayerList, parseLayers, writeLayers } from "../nn/layerList.ts";
import { losses } from "../nn/losses/index.ts";
import { optimizers } from "../nn/optimizers/index.ts";
import { schedules } from "../nn/schedules/index.ts";
import { type AugmentationEntry, parseAugmentations } from "./augmentation.ts";
import { decisionSchema } from "./decision.ts";
import { type Model, parseModel } from "./model.ts";
import { probesSchema } from "./probes.ts";

const earlyStoppingSchema = z.strictObject({
  patience: z
    .int()
    .min(0)
    .default(20)
    .describe("epochs without a better validation before stopping; 0 never stops; default 20"),
  monitor: z
    .enum(["loss", "accuracy"])
    .default("loss")
    .describe(
      "the validation figure that decides which epoch is best; default loss, which moves in smaller steps than accuracy",
    ),
  restoreBest: z
    .boolean()
    .default(true)
    .describe("test with the best epoch's weights, not the last one's; default true"),
});

/**
 * The parts of a run that names none: a recipe that trains from scratch on a few hundred photos or more
 * (bench/RESULTS.md has what it reaches). A part that is given options and no name is this one with these options changed.
 */
const defaultParts = {
  model: { name: "small-cnn" },
  loss: { name: "cross-entropy", labelSmoothing: 0.05 },
  optimizer: { name: "adamw", learningRate: 0.004, weightDecay: 0.05 },
  schedule: { name: "cosine", warmup: 1 },
  sampler: { name: "shuffle" },
} as const;

/** What a list of parts is by default: a flip, small moves and changes of light, which no species depends on. */
const defaultAugmentation = [
  { flip: "horizontal" },
  { rotate: 15 },
  { shift: 0.1 },
  { scale: 0.15 },
  { brightness: 0.2 },
  { contrast: 0.2 },
];

/** Everything that decides a run. Each part's schema lives with the part; this file puts them together. */
export const configSchema = z.strictObject({
  data: dataSchema,
  model: z.unknown().default(defaultParts.model).describe("a model's name, { name, options… }, or a list of layers"),
  loss: namedSchema(losses as never).prefault(defaultParts.loss),
  optimizer: namedSchema(optimizers as never).prefault(defaultParts.optimizer),
  gradientClipping: gradientClipping
    .nullable()
    .default(null)
    .describe("how gradients are kept small; default null: not"),
  gradientNoise: gradientNoise
    .nullable()
    .default(null)
    .describe("normal noise that is added to gradients; default null: none"),
  schedule: namedSchema(schedules as never).prefault(defaultParts.schedule),
  averaging: namedSchema(averagings as never)
    .nullable()
    .default(null)
    .describe(
      "an average of the weights, which validation, test and the model files take; default null: the last weights",
    ),
  augmentation: z
    .unknown()
    .default(defaultAugmentation)
    .describe("random changes of training photos, in a list; [] for none"),
  sampler: namedSchema(samplers as never).prefault(defaultParts.sampler),
  epochs: z.int().min(1).max(100_000).default(60).describe("passes over the training photos; default 60"),
  batch: z.int().min(1).max(4096).default(32).describe("photos in a step; default 32"),
  seed: z
    .int()
    .min(0)
    .default(0)
    .describe("decides the split, first weights, order, augmentation and dropout; default 0"),
  earlyStopping: earlyStoppingSchema.prefault({}),
  decision: decisionSchema.prefault({}),
  probes: probesSchema.prefault({}).describe("what the training measures of itself for the run's record"),
});

/** A checked config: every default filled in. */
export interface Config extends Omit<z.output<typeof configSchema>, "model" | "augmentation"> {
  readonly model: Model;
  readonly augmentation: readonly AugmentationEntry[];
}

/**
 * Checks a config and fills in every default.
 * @throws WrasseError that names the option's path, what was expected and what came
 */
export function parseConfig(value: unknown): Config {
  const config = readOptions(configSchema, withDefaultNames(value), "");
  return {
    ...config,
    data: { ...config.data, metadata: withBranch(config.data.metadata) },
    model: parseModel(config.model, "model"),
    augmentation: parseAugmentations(config.augmentation, "augmentation"),
  };
}

/** The branch's layers with every option; none at all is a branch too. */
function withBranch(metadata: MetadataOptions): MetadataOptions {
  const { branch } = metadata;
  const read = (layers: LayerList): LayerList => writeLayers(parseLayers(layers, "data.metadata.branch"));
  return { ...metadata, branch: branch.length === 0 ? branch : [...read(branch)] };
}

/** Gives a part that has options but no name the default part's name and options. */
function withDefaultNames(value: unknown): unknown {
  if (!isTree(value)) return value;
  const named = Object.entries(defaultParts).flatMap(([key, part]) => {
    const given = value[key];
    return isTree(given) && given["name"] === undefined && given["onnx"] === undefined
      ? [[key, { ...part, ...given }]]
      : [];
  });
  return { ...value, ...Object.fromEntries(named) };
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
