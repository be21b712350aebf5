import { normalise } from "../../src/data/augmentations/normalise.ts";
import type { ChannelStatistics } from "../../src/data/channelStatistics.ts";
import { gradients } from "../../src/graph/gradients.ts";
import { Graph, type Value } from "../../src/graph/graph.ts";
import { writeModel } from "../../src/graph/onnx.ts";
import { add } from "../../src/graph/ops/add.ts";
import { cast } from "../../src/graph/ops/cast.ts";
import { logSoftmax } from "../../src/graph/ops/logSoftmax.ts";
import { mul } from "../../src/graph/ops/mul.ts";
import { reduceSum } from "../../src/graph/ops/reduceSum.ts";
import { slice } from "../../src/graph/ops/slice.ts";
import { sub } from "../../src/graph/ops/sub.ts";
import type { TensorData } from "../../src/graph/tensor.ts";
import type { LayerSpec } from "../../src/nn/layer.ts";
import { parseLayers } from "../../src/nn/layerList.ts";
import { parseModel } from "../../src/nn/models/setting.ts";
import { buildNetwork } from "../../src/nn/network.ts";
import { addUpdates, type Learnt, type OptimizerChoice, type StepScalars } from "../../src/nn/optimizer.ts";
import type { ProgramState } from "../../src/runtime/state.ts";
import { type Category, quantitiesWeight } from "./targets.ts";

/** How the trunk takes pictures: bytes over 255, less the mean, over the deviation. Round numbers near those of reef photos. */
export const inputStatistics: ChannelStatistics = { mean: [0.4, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] };

export interface Pretraining {
  readonly size: number;
  readonly batch: number;
  readonly seed: number;
  readonly categories: readonly Category[];
  /** How many numbers are learnt besides. */
  readonly quantities: number;
  readonly optimizer: OptimizerChoice;
}

/** The layers of small-cnn up to its pooling: what becomes the backbone. */
export function trunkLayers(size: number): readonly LayerSpec[] {
  const layers = parseModel({ name: "small-cnn" }, "model", { size });
  return layers.slice(
    0,
    layers.findIndex(({ id }) => id === "global-average-pool2d"),
  );
}

/** What stands between the trunk and the answers; it is thrown away, so that the trunk keeps what is useful to others. */
function headLayers(): readonly LayerSpec[] {
  return parseLayers(
    ["global-average-pool2d", { dense: 256 }, "batch-norm", "relu", { dense: "classes" }] as never,
    "heads",
  );
}

/** How many numbers the targets of one picture have: a column for each answer, then the quantities. */
export function targetColumns({ categories, quantities }: Pick<Pretraining, "categories" | "quantities">): number {
  return categories.reduce((sum, { answers }) => sum + answers, 0) + quantities;
}

export interface PretrainingStep {
  readonly graph: Graph;
  readonly outputs: { readonly loss: Value; readonly answers: Value; readonly quantityLoss: Value };
  readonly scalars: StepScalars;
}

/**
 * A step of pretraining: pixels [batch, 3, size, size] uint8 and targets [batch, columns] in; the loss is the
 * cross-entropies of the categories, each times its weight, and the mean squared error of the quantities.
 */
export function buildPretrainingStep(options: Pretraining, isTraining = true): PretrainingStep {
  const { size, batch, seed, categories, quantities, optimizer } = options;
  const graph = new Graph();
  const columns = targetColumns(options);
  const pixels = graph.input("pixels", "uint8", [batch, 3, size, size]);
  const targets = graph.input("targets", "float32", [batch, columns]);
  const build = { isTraining, seed, classes: columns };
  const features = graph.within("trunk", () =>
    buildNetwork(graph, trunkLayers(size), normalise(cast(pixels, "float32"), inputStatistics), build),
  );
  const answers = graph.within("heads", () => buildNetwork(graph, headLayers(), features, build));
  let first = 0;
  const part = (value: Value, count: number): Value => slice(value, [first], [first + count], [1]);
  const terms = categories.map(({ answers: count, weight }): Value => {
    const term = mul(reduceSum(mul(part(targets, count), logSoftmax(part(answers, count), 1))), -weight / batch);
    first += count;
    return term;
  });
  const miss = sub(part(answers, quantities), part(targets, quantities));
  const quantityLoss = mul(reduceSum(mul(miss, miss), undefined, { keepdims: 0 }), 1 / (batch * quantities));
  const sum = terms.map((term) => reduceSum(term, undefined, { keepdims: 0 })).reduce((a, b) => add(a, b));
  const loss = add(sum, mul(quantityLoss, quantitiesWeight));
  if (!isTraining) return { graph, outputs: { loss, answers, quantityLoss }, scalars: new Map() };
  const weights = [...graph.states.values()].filter(({ isTrainable }) => isTrainable).map(({ value }) => value);
  const found = gradients(loss, weights);
  const learnt = weights.map(
    (weight, i): Learnt => ({
      name: weight.name,
      weight,
      gradient: found[i]!,
      isDecayed: weight.shape.length > 1,
    }),
  );
  const scalars = addUpdates(graph, optimizer, learnt);
  return { graph, outputs: { loss, answers, quantityLoss }, scalars };
}

/**
 * The trunk as an .onnx file: float32 [batch, 3, height, width], normalised as its metadata say, in; features [batch, 256,
 * height / 16, width / 16] out.
 */
export function encodeTrunk(state: ProgramState, size: number, about: Readonly<Record<string, unknown>>): Uint8Array {
  const graph = new Graph();
  const input = graph.input("pixel_values", "float32", [1, 3, size, size]);
  const features = graph.within("trunk", () =>
    buildNetwork(graph, trunkLayers(size), input, { isTraining: false, seed: 0, classes: 1 }),
  );
  const { mean, deviation } = inputStatistics;
  return writeModel(graph, {
    outputs: new Map([["features", features]]),
    weights: new Map<string, TensorData>([...graph.states.keys()].map((name) => [name, state.read(name)])),
    metadata: {
      wrasse: JSON.stringify({ ...about, input: { name: input.name, scale: "normalised", size, mean, deviation } }),
    },
    hasFreeBatch: true,
    hasFreePlaces: true,
  });
}
