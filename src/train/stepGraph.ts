import { assert, WrasseError } from "../base/errors.ts";
import type { AugmentationChoice } from "../data/augmentations/augmentation.ts";
import { normalise } from "../data/augmentations/normalise.ts";
import { AugmentationPlan } from "../data/augmentations/plan.ts";
import type { ChannelStatistics } from "../data/channelStatistics.ts";
import { gradients } from "../graph/gradients.ts";
import { Graph, type Value } from "../graph/graph.ts";
import { cast } from "../graph/ops/cast.ts";
import { clip } from "../graph/ops/clip.ts";
import { div } from "../graph/ops/div.ts";
import { mul } from "../graph/ops/mul.ts";
import { reduceSum } from "../graph/ops/reduceSum.ts";
import { tensorOf } from "../graph/tensor.ts";
import { addAverages } from "../nn/averaging.ts";
import { type Backbone, rateOf } from "../nn/backbone/backbone.ts";
import { buildBackbone, buildFrozenPart } from "../nn/backbone/build.ts";
import { slowUpdates } from "../nn/backbone/slowUpdates.ts";
import { clipGradients, type GradientClipping } from "../nn/clipping.ts";
import { addGradientNoise, type GradientNoise } from "../nn/gradientNoise.ts";
import type { MetadataInput } from "../nn/joinMetadata.ts";
import type { BuiltLayer, LayerSpec } from "../nn/layer.ts";
import type { Loss, LossChoice } from "../nn/loss.ts";
import { buildNetwork, type NetworkOptions } from "../nn/network.ts";
import { addUpdates, type Learnt, type OptimizerChoice, type StepScalars } from "../nn/optimizer.ts";

/** The names of a step's inputs; augmentations, schedules and masks add their own. */
export const stepInputs = {
  /** [batch, 3, size, size] uint8 RGB, 0..255 */
  pixels: "pixels",
  /** [batch, classes] float32, one-hot or a mixture that adds up to 1 */
  targets: "targets",
  /** [batch, features] float32, where the network takes metadata */
  metadata: "metadata",
} as const;

/** A network for pictures of one size, and how its pictures are normalised. */
export interface NetworkPlan {
  /** All layers; of a network with a backbone, those after it. */
  readonly layers: readonly LayerSpec[];
  readonly backbone?: Backbone | undefined;
  readonly classes: number;
  /** Side of the pictures in pixels. */
  readonly size: number;
  readonly statistics: ChannelStatistics;
  /** How many features of metadata each photo has, and the layers that they go through; undefined where none are used. */
  readonly metadata?: { readonly features: number; readonly branch: readonly LayerSpec[] } | undefined;
  /** The run's seed: the first weights are a function of it. */
  readonly seed: number;
}

export interface StepGraphOptions {
  readonly network: NetworkPlan;
  readonly batch: number;
  readonly loss: LossChoice;
  readonly optimizer: OptimizerChoice;
  /** Whether each step is told a momentum in place of the optimiser's own; default false. */
  readonly cyclesMomentum?: boolean;
  readonly clipping?: GradientClipping | undefined;
  /** Noise that is added to gradients after clipping; default: none. */
  readonly noise?: GradientNoise | undefined;
  /** Whether an average of the network's states is kept beside them (`averageOf`); default false. */
  readonly keepsAverages?: boolean;
  readonly augmentation: readonly AugmentationChoice[];
  /** How many training photos each class has, [classes]. */
  readonly classCounts: readonly number[];
  /** What the backbone's frozen part gives is fed in place of pixels (`featureInput`); for steps without augmentation. */
  readonly isFedFeatures?: boolean;
  /** Adds outputs that watch the step; it changes no number of the step. */
  readonly watch?: Watch;
}

/** The name of the input that a value of the frozen part is fed by. */
export function featureInput(value: string): string {
  return `features/${value}`;
}

/** What a watcher may look at before the gradients are made. */
export interface ForwardPass {
  readonly graph: Graph;
  /** The pictures as the network takes them, augmented and normalised, [batch, 3, size, size]; not where features are fed. */
  readonly pictures: Value | undefined;
  /** Every layer in the order of the forward pass, the inner layers of a layer before it; of a backbone, its head's. */
  readonly layers: readonly BuiltLayer[];
  /** One-hot or a mixture of classes, [batch, classes] */
  readonly targets: Value;
  /** [batch, classes] */
  readonly logits: Value;
  /** Each photo's loss, [batch]; the batch's is the sum of these over the sum of `weights`. */
  readonly each: Value;
  /** How much each photo counts, [batch]. */
  readonly weights: Value;
  readonly loss: Value;
}

/** What a watcher may look at after the gradients are made. */
export interface BackwardPass {
  /** Weights with the gradients as the loss gives them, before clipping. */
  readonly learnt: readonly Learnt[];
  /** What the weights become, by name. */
  readonly next: ReadonlyMap<string, Value>;
  /** The gradient of the loss by one of the values asked for; undefined where the loss does not depend on it. */
  readonly gradientOf: (value: Value) => Value | undefined;
}

/** Asks for gradients by values of the forward pass, then names the outputs that it adds to the step. */
export type Watch = (forward: ForwardPass) => {
  readonly gradientsOf?: readonly Value[];
  readonly outputs: (backward: BackwardPass) => Readonly<Record<string, Value>>;
};

/** One training step as a graph: forward, backward and update. */
export interface StepGraph {
  readonly graph: Graph;
  readonly outputs: {
    /** The batch's loss, a scalar. */
    readonly loss: Value;
    /** Each photo's loss, [batch]. */
    readonly each: Value;
    /** How much each photo counts, [batch]. */
    readonly weights: Value;
    /** [batch, classes] */
    readonly logits: Value;
  } & Readonly<Record<string, Value>>;
  /** The names of the network's own states: weights and running statistics. */
  readonly networkStates: readonly string[];
  /** The scalars to feed at each step, by the name of the graph's input. */
  readonly scalars: StepScalars;
  /** Inputs for normal numbers, drawn anew for each step. */
  readonly normals: readonly Value[];
  /** Draws and feeds the augmentations. */
  readonly augmentation: AugmentationPlan;
  /** In the order of the forward pass; of a network with a backbone, those after it. */
  readonly layers: readonly BuiltLayer[];
  readonly batch: number;
  readonly classes: number;
  readonly size: number;
}

/**
 * Builds a training step: bytes -> augmentation and normalisation -> network -> loss -> gradients -> clipping -> updates.
 * Weights are named after their layers, so graphs of one network share them, whatever their batch.
 *
 * @throws WrasseError "shape-does-not-fit" naming the layer; "model-output-wrong" when the last layer gives no logits
 */
export function buildStepGraph(options: StepGraphOptions): StepGraph {
  const { network, batch, loss: lossChoice, classCounts, watch } = options;
  const { size, classes, statistics } = network;
  const graph = new Graph();
  const augmentation = new AugmentationPlan(options.augmentation, size, statistics);
  const pictures =
    options.isFedFeatures === true ? undefined : augmentation.build(graph, pixelInput(graph, size, batch));
  const layers: BuiltLayer[] = [];
  const input = pictures ?? keptFeatures(graph, network, batch);
  const logits = buildLogits(graph, network, lossChoice.loss, input, true, {
    seen: (layer) => layers.push(layer),
  });
  const { targets, each, weights } = buildLoss(graph, lossChoice, logits, classCounts);
  const sum = reduceSum(each, undefined, { keepdims: 0 });
  const loss = weights === undefined ? mul(sum, 1 / batch) : div(sum, totalWeight(weights));

  const networkStates = [...graph.states.values()];
  const states = networkStates.filter(({ isTrainable }) => isTrainable).map(({ value }) => value);
  const counted = weights ?? alike(graph, batch);
  const watching = watch?.({ graph, pictures, layers, targets, logits, each, weights: counted, loss });
  const wanted = watching?.gradientsOf ?? [];
  const found = gradients(loss, [...states, ...wanted]);
  const learnt = states.flatMap((weight, i): Learnt[] => {
    const gradient = found[i];
    // A weight that the loss does not depend on stays as it is.
    return gradient === undefined ? [] : [{ name: weight.name, weight, gradient, isDecayed: weight.shape.length > 1 }];
  });
  const kept = clipped(graph, learnt, options.clipping);
  const noisy = options.noise && addGradientNoise(graph, kept, options.noise);
  const scalars = new Map(addUpdates(graph, options.optimizer, noisy?.learnt ?? kept, options.cyclesMomentum));
  if (noisy !== undefined) scalars.set(...noisy.scalar);
  const { backbone } = network;
  if (backbone !== undefined) slowUpdates(graph, learnt, (name) => rateOf(backbone, name));
  if (options.keepsAverages === true) {
    for (const scalar of addAverages(graph, networkStates)) scalars.set(...scalar);
  }
  const watched = watching?.outputs({
    learnt,
    next: graph.updates,
    gradientOf: (value) => {
      assert(wanted.includes(value), `the gradient by ${value.name} was asked for in gradientsOf`);
      return found[states.length + wanted.indexOf(value)];
    },
  });
  const own = { loss, each, weights: counted, logits };
  for (const name of Object.keys(watched ?? {})) assert(!(name in own), `${name} names one output of the step`);
  const normals = noisy?.inputs ?? [];
  return {
    graph,
    outputs: { ...watched, ...own },
    networkStates: networkStates.map(({ value }) => value.name),
    scalars,
    normals,
    augmentation,
    layers,
    batch,
    classes,
    size,
  };
}

/** What an evaluation gives for each photo. */
export interface EvaluationGraph {
  readonly graph: Graph;
  /** In the order of the forward pass; of a network with a backbone, those after it. */
  readonly layers: readonly BuiltLayer[];
  readonly outputs: {
    /** [batch, classes] */
    readonly logits: Value;
    /** [batch, classes] */
    readonly probabilities: Value;
    /** Each photo's loss, [batch]; a set's loss is the sum of these over the sum of `weights`. */
    readonly each: Value;
    /** How much each photo counts in the loss, [batch]. */
    readonly weights: Value;
  };
}

export interface EvaluationGraphOptions {
  readonly network: NetworkPlan;
  readonly batch: number;
  readonly loss: LossChoice;
  readonly classCounts: readonly number[];
  /** What the backbone's frozen part gives is fed in place of pixels (`featureInput`). */
  readonly isFedFeatures?: boolean;
}

/** Builds the evaluation of a batch: no augmentation, no dropout, running statistics, no updates. */
export function buildEvaluationGraph(options: EvaluationGraphOptions): EvaluationGraph {
  const { network, batch, loss, classCounts, isFedFeatures } = options;
  const graph = new Graph();
  const pictures = (): Value => normalise(cast(pixelInput(graph, network.size, batch), "float32"), network.statistics);
  const input = isFedFeatures === true ? keptFeatures(graph, network, batch) : pictures();
  const layers: BuiltLayer[] = [];
  const logits = buildLogits(graph, network, loss.loss, input, false, { seen: (layer) => layers.push(layer) });
  const { each, weights } = buildLoss(graph, loss, logits, classCounts);
  const probabilities = loss.loss.probabilities(logits);
  return { graph, layers, outputs: { logits, probabilities, each, weights: weights ?? alike(graph, batch) } };
}

/** The input of a measuring graph that says how much the batch counts. */
export const runningShareInput = "running-share";

/**
 * Builds what measures running statistics anew: photos as they are go through the network as in evaluation, but each
 * normalisation works over the batch and moves its running statistics by the share that is fed. The graph's updates are
 * the statistics; there are none where the network keeps none.
 */
export function buildStatisticsGraph({
  network,
  batch,
  loss,
  isFedFeatures,
}: Omit<EvaluationGraphOptions, "classCounts">): Graph {
  const graph = new Graph();
  const share = graph.input(runningShareInput, "float32", []);
  const pictures = (): Value => normalise(cast(pixelInput(graph, network.size, batch), "float32"), network.statistics);
  const input = isFedFeatures === true ? keptFeatures(graph, network, batch) : pictures();
  buildLogits(graph, network, loss.loss, input, false, { runningShare: share });
  return graph;
}

/** A model as others load it: pictures in, logits and probabilities out; its batch is free when written so. */
export interface InferenceGraph {
  readonly graph: Graph;
  readonly input: Value;
  readonly outputs: { readonly logits: Value; readonly probabilities: Value };
}

export interface InferenceGraphOptions {
  readonly network: NetworkPlan;
  readonly loss: Loss;
  /**
   * "raw": the input `pixels` takes RGB numbers 0..255, and the model normalises; "normalised": the input
   * `pixel_values` takes them with the mean taken away and divided by the deviation.
   */
  readonly input: "raw" | "normalised";
  /** What logits are divided by before they become probabilities; the output `logits` has them undivided. Default 1. */
  readonly temperature?: number | undefined;
}

/**
 * Builds the model of best.onnx: input float32 [1, 3, size, size], to be written with a free batch; a network with metadata
 * has the second input `metadata`, [1, features].
 */
export function buildInferenceGraph({ network, loss, input, temperature = 1 }: InferenceGraphOptions): InferenceGraph {
  const graph = new Graph();
  const name = input === "raw" ? "pixels" : "pixel_values";
  const value = graph.input(name, "float32", [1, 3, network.size, network.size]);
  const pictures = input === "raw" ? normalise(value, network.statistics) : value;
  const logits = buildLogits(graph, network, loss, pictures, false);
  const tempered = temperature === 1 ? logits : graph.within("temperature", () => mul(logits, 1 / temperature));
  return { graph, input: value, outputs: { logits, probabilities: loss.probabilities(tempered) } };
}

function pixelInput(graph: Graph, size: number, batch: number): Value {
  return graph.input(stepInputs.pixels, "uint8", [batch, 3, size, size]);
}

/** Inputs for what the backbone's frozen part gives. */
function keptFeatures(graph: Graph, { backbone }: NetworkPlan, batch: number): ReadonlyMap<string, Value> {
  assert(backbone?.boundary !== undefined, "a network that is fed features has a frozen part");
  return new Map(
    [...backbone.boundary].map(([name, shape]) => [
      name,
      graph.input(featureInput(name), "float32", [batch, ...shape]),
    ]),
  );
}

/** @param input pictures, or what the backbone's frozen part gives for them */
function buildLogits(
  graph: Graph,
  { layers, backbone, classes, seed, metadata }: NetworkPlan,
  { head }: Loss,
  input: Value | ReadonlyMap<string, Value>,
  isTraining: boolean,
  { runningShare, seen }: Pick<NetworkOptions, "runningShare" | "seen"> = {},
): Value {
  const units = head?.units ?? classes;
  const options = {
    isTraining,
    runningShare,
    seed,
    classes: units,
    metadata: metadata && metadataInput(graph, metadata, input),
    seen,
  };
  const output =
    backbone === undefined
      ? buildNetwork(graph, layers, input as Value, options)
      : withBackbone(graph, backbone, input, options, (features) => buildNetwork(graph, layers, features, options));
  if (output.shape.length !== 2 || output.shape[1] !== units) {
    throw new WrasseError("model-output-wrong", {
      at: "model",
      expected:
        head === undefined
          ? `one number for each of ${classes} classes, [batch, ${classes}], from the last layer`
          : `[batch, ${units}], as the loss takes it, from the last layer`,
      got: `[${["batch", ...output.shape.slice(1)].join(", ")}]`,
      hint: "end the model with global-average-pool2d and dense: classes",
    });
  }
  return head === undefined ? output : graph.within("classes", () => head.logits(output, classes));
}

/** The input for the photos' facts, with as many rows as the pictures have. */
function metadataInput(
  graph: Graph,
  { features, branch }: NonNullable<NetworkPlan["metadata"]>,
  input: Value | ReadonlyMap<string, Value>,
): MetadataInput {
  const beside = input instanceof Map ? [...input.values()][0]! : (input as Value);
  return { values: graph.input(stepInputs.metadata, "float32", [beside.shape[0]!, features]), branch };
}

function withBackbone(
  graph: Graph,
  backbone: Backbone,
  input: Value | ReadonlyMap<string, Value>,
  { isTraining, runningShare }: Pick<NetworkOptions, "isTraining" | "runningShare">,
  buildHead: (features: Value) => Value,
): Value {
  const between = input instanceof Map ? input : buildFrozenPart(graph, backbone, input as Value);
  const features = buildBackbone(graph, backbone, between, isTraining, runningShare);
  return graph.within("head", () => buildHead(features));
}

function buildLoss(
  graph: Graph,
  { loss, options }: LossChoice,
  logits: Value,
  classCounts: readonly number[],
): ReturnType<Loss["build"]> & { readonly targets: Value } {
  const targets = graph.input(stepInputs.targets, "float32", logits.shape);
  return { targets, ...graph.within("loss", () => loss.build(logits, targets, options, classCounts)) };
}

/** The weights of photos that count alike, [batch]. */
function alike(graph: Graph, batch: number): Value {
  return graph.constant(tensorOf("float32", [batch], new Array<number>(batch).fill(1)), "alike");
}

/** The sum of the photos' weights; above 0 even when all photos of the batch are of classes that do not count. */
function totalWeight(weights: Value): Value {
  return clip(reduceSum(weights, undefined, { keepdims: 0 }), 1e-12);
}

function clipped(graph: Graph, learnt: readonly Learnt[], clipping: GradientClipping | undefined): readonly Learnt[] {
  if (clipping === undefined) return learnt;
  const kept = graph.within("clipping", () =>
    clipGradients(
      learnt.map(({ gradient }) => gradient),
      clipping,
    ),
  );
  return learnt.map((one, i) => ({ ...one, gradient: kept[i]! }));
}
