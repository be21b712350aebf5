import { assert } from "../../base/errors.ts";
import type { Graph, Value } from "../../graph/graph.ts";
import { importModel, type ParsedNode } from "../../graph/onnx.ts";
import { findOperator } from "../../graph/ops/index.ts";
import { transpose } from "../../graph/ops/transpose.ts";
import type { TensorData } from "../../graph/tensor.ts";
import { normaliseOverBatch } from "../layers/batchNorm.ts";
import type { BackboneParts } from "./backbone.ts";

/** A weight of the file has this before its name in graphs, checkpoints and best.onnx. */
export const prefix = "backbone.";

/** What the state of a file's weight is called in graphs, "backbone.conv1.weight". */
export function backboneState(weight: string): string {
  return `${prefix}${weight}`;
}

/**
 * Builds the part of a backbone that stays as it is: its weights are constants, so nothing of it is differentiated, and
 * the runtime folds its batch norms into the convolutions.
 *
 * @param pictures [N, 3, H, W] on the scale that the file takes
 * @returns by name, what the rest of the backbone takes; where all is frozen, the features
 */
export function buildFrozenPart(graph: Graph, backbone: BackboneParts, pictures: Value): ReadonlyMap<string, Value> {
  const { model, frozen, trained, input, isChannelsLast, features, at } = backbone;
  const asFileHasIt = isChannelsLast ? transpose(pictures, [0, 2, 3, 1]) : pictures;
  const values = graph.within("backbone", () =>
    importModel(
      { ...model, nodes: frozen },
      {
        graph,
        inputs: { [input]: asFileHasIt },
        weight: (name, data) => graph.constant(data, backboneState(name)),
        at,
      },
      findOperator,
    ),
  );
  const wanted = new Set([...trained.flatMap(({ inputs }) => inputs), features]);
  return new Map([...values].filter(([name]) => wanted.has(name) && !model.weights.has(name)));
}

/**
 * Builds the part of a backbone that learns; its weights are states named after the file's, "backbone.conv1.weight".
 *
 * @param boundary what the frozen part gives
 * @param runningShare measures running statistics anew; see `Building`
 * @returns the features, [N, F] or [N, C, H, W]
 */
export function buildBackbone(
  graph: Graph,
  backbone: BackboneParts,
  boundary: ReadonlyMap<string, Value>,
  isTraining: boolean,
  runningShare?: Value,
): Value {
  const { model, trained, features, learnt, batchNorm, at } = backbone;
  const running = new Set(
    trained.flatMap(({ type, inputs }) =>
      type === "BatchNormalization" && batchNorm === "batch" ? inputs.slice(3) : [],
    ),
  );
  const still = new Set(backbone.frozen.flatMap(({ inputs }) => inputs));
  const weight = (name: string, data: TensorData): Value => {
    // Copied, since a training writes into its states' first numbers.
    const initial = (): TensorData => ({ ...data, data: data.data.slice() }) as TensorData;
    if (learnt.has(name) || running.has(name)) return graph.state(backboneState(name), initial, data, learnt.has(name));
    return graph.constant(data, still.has(name) ? undefined : backboneState(name));
  };
  const replace = (node: ParsedNode, input: (position: number) => Value): readonly Value[] | undefined => {
    if (node.type !== "BatchNormalization" || batchNorm === "running" || !(isTraining || runningShare !== undefined))
      return undefined;
    const { epsilon = 1e-5, momentum = 0.9 } = node.attributes as { epsilon?: number; momentum?: number };
    const [x, scale, shift, mean, variance] = [input(0), input(1), input(2), input(3), input(4)];
    return [normaliseOverBatch(x, { scale, shift, running: { mean, variance }, momentum, epsilon }, runningShare)];
  };
  const values = graph.within("backbone", () =>
    importModel(
      { ...model, nodes: trained },
      { graph, inputs: Object.fromEntries(boundary), weight, replace, at },
      findOperator,
    ),
  );
  const value = values.get(features);
  assert(value !== undefined, `${at} makes ${features}`);
  return value;
}
