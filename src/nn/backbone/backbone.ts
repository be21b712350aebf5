import { WrasseError } from "../../base/errors.ts";
import { Graph } from "../../graph/graph.ts";
import type { ParsedModel, ParsedNode } from "../../graph/onnx.ts";
import type { Shape } from "../../graph/tensor.ts";
import { blocksOf, frozenNodes, learntNames } from "./blocks.ts";
import { buildBackbone, buildFrozenPart, prefix } from "./build.ts";
import { featuresOf } from "./features.ts";
import { checkInputSize } from "./inputSize.ts";
import { nodesFor, prepareModel } from "./prepare.ts";
import type { BackboneOptions } from "./setting.ts";

/** A network from an .onnx file, up to the value that a new head takes, divided into what stays and what learns. */
export interface Backbone {
  /** The file, for messages. */
  readonly at: string;
  readonly model: ParsedModel;
  /** The name of the file's input. */
  readonly input: string;
  /** The file takes [N, H, W, 3], as TensorFlow's do. */
  readonly isChannelsLast: boolean;
  /** The name of the value that the head takes. */
  readonly features: string;
  /** The shape of the features of one photo, such as [1280] or [1280, 7, 7]. */
  readonly featureShape: Shape;
  /** How many blocks the part before the head has: convolutions and dense layers, each with what follows it. */
  readonly blocks: number;
  /** In the file's order. */
  readonly frozen: readonly ParsedNode[];
  /** In the file's order. */
  readonly trained: readonly ParsedNode[];
  /**
   * What goes from the frozen part to the rest, by name, with its shape for one photo; undefined where nothing is frozen or
   * where something in it is no float32 tensor with a row for each photo.
   */
  readonly boundary: ReadonlyMap<string, Shape> | undefined;
  /** The weights that learn, with their block, counted from 0. */
  readonly learnt: ReadonlyMap<string, number>;
  readonly batchNorm: BackboneOptions["batchNorm"];
  readonly learningRateDecay: number;
}

/** Before the shapes are known. */
export type BackboneParts = Omit<Backbone, "featureShape" | "boundary">;

/**
 * Takes a model as a backbone for photos of one size: finds its features, its weights and blocks, and what is frozen.
 *
 * @param size side of the photos in pixels
 * @param at the file, for messages
 * @throws WrasseError "backbone-input-wrong", "backbone-size-wrong", "backbone-value-unknown", "backbone-freeze-wrong",
 *   "operator-unknown", "shape-does-not-fit"
 */
export function openBackbone(parsed: ParsedModel, options: BackboneOptions, size: number, at: string): Backbone {
  const { name: input, isChannelsLast } = inputOf(parsed, size, at);
  const prepared = prepareModel(parsed);
  const features = featuresOf(prepared, options.features, at);
  const nodes = nodesFor(prepared, features);
  const blocks = blocksOf(nodes, prepared);
  const still = frozenNodes(blocks, prepared, options.freeze, at);
  const frozen = nodes.filter((node) => still.has(node));
  const stillWeights = new Set(frozen.flatMap(({ inputs }) => inputs));
  const learnt = new Map<string, number>();
  blocks.forEach((block, depth) => {
    for (const node of block) {
      if (still.has(node)) continue;
      // A weight that a frozen node uses too is frozen.
      for (const name of learntNames(node, prepared)) if (!stillWeights.has(name)) learnt.set(name, depth);
    }
  });
  const parts: BackboneParts = {
    at,
    model: prepared,
    input,
    isChannelsLast,
    features,
    blocks: blocks.length,
    frozen,
    trained: nodes.filter((node) => !still.has(node)),
    learnt,
    batchNorm: options.batchNorm,
    learningRateDecay: options.learningRateDecay,
  };
  return { ...parts, ...shapesOf(parts, size) };
}

/**
 * The learning rate of a weight as a share of the run's: 1 in the head, the decay in the last block, its square in the one
 * before, and so on.
 *
 * @param name of the weight's state, such as "backbone.conv1.weight"
 */
export function rateOf({ learnt, blocks, learningRateDecay }: Backbone, name: string): number {
  const depth = name.startsWith(prefix) ? learnt.get(name.slice(prefix.length)) : undefined;
  return depth === undefined ? 1 : learningRateDecay ** (blocks - depth);
}

/** Builds the backbone once, for two photos, to see that it fits and what shapes its values have. */
function shapesOf(parts: BackboneParts, size: number): Pick<Backbone, "featureShape" | "boundary"> {
  const graph = new Graph();
  const batch = 2;
  const pictures = graph.input("pictures", "float32", [batch, 3, size, size]);
  const between = buildFrozenPart(graph, parts, pictures);
  const features = buildBackbone(graph, parts, between, false);
  checkInputSize(graph, pictures, parts.at);
  const boundary = new Map<string, Shape>();
  let canKeep = parts.frozen.length > 0;
  for (const [name, value] of between) {
    boundary.set(name, value.shape.slice(1));
    canKeep &&= value.dtype === "float32" && value.shape[0] === batch && value.producer !== undefined;
  }
  return { featureShape: features.shape.slice(1), boundary: canKeep ? boundary : undefined };
}

function inputOf({ inputs }: ParsedModel, size: number, at: string): { name: string; isChannelsLast: boolean } {
  const [input, second] = inputs;
  const channels = [input?.shape[1], input?.shape[3]];
  const isChannelsLast = channels[1] === 3 && channels[0] !== 3;
  const isPicture =
    input?.shape.length === 4 && (isChannelsLast || typeof channels[0] === "string" || channels[0] === 3);
  if (input?.dtype !== "float32" || second !== undefined || !isPicture) {
    throw new WrasseError("backbone-input-wrong", {
      at,
      expected: "one input, float32 pictures [N, 3, H, W] or [N, H, W, 3]",
      got: inputs.map(({ name, dtype, shape }) => `${name}: ${dtype} [${shape.join(", ")}]`).join("; "),
      hint: "export the model with float32 pictures as its only input",
    });
  }
  const places = isChannelsLast ? input.shape.slice(1, 3) : input.shape.slice(2);
  const fixed = places.find((place) => typeof place === "number" && place !== size);
  if (fixed !== undefined) {
    throw new WrasseError("backbone-size-wrong", {
      at: "data.size",
      expected: `${fixed}, the size that ${at} takes`,
      got: size,
      hint: `set data.size to ${fixed}, or export the model with free height and width`,
    });
  }
  return { name: input.name, isChannelsLast };
}
