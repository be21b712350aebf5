import { Graph, type Value } from "../graph/graph.ts";
import { importModel, writeModel } from "../graph/onnx.ts";
import { add } from "../graph/ops/add.ts";
import { conv } from "../graph/ops/conv.ts";
import { findOperator } from "../graph/ops/index.ts";
import { mul } from "../graph/ops/mul.ts";
import { pad } from "../graph/ops/pad.ts";
import { tensorOf } from "../graph/tensor.ts";
import type { describeModel, ModelDescription } from "./modelFile.ts";
import { stepInputs } from "./stepGraph.ts";

/** A model file, taken apart, with what it says of itself. */
type Described = ReturnType<typeof describeModel>;

/** What other programs call a classifier's input. */
const inputName = "pixel_values";

/**
 * The model of a raw model file (RGB numbers 0..255) with an input of normalised numbers, (value / 255 - mean) / deviation.
 * @param at the file, for messages
 */
export function normalisedInput(described: Described, at: string): Uint8Array {
  const { description } = described;
  const { size, mean, deviation } = description.input;
  const scale = deviation.map((value) => 255 * value);
  const shift = mean.map((value) => 255 * value);
  const raw = (value: Value): Value => add(mul(value, perChannel(value, scale)), perChannel(value, shift));
  const input: ModelDescription["input"] = { ...description.input, name: inputName, scale: "normalised" };
  return behind(described, at, size, raw, { wrasse: JSON.stringify({ ...description, input }) });
}

/** The side of the squares that the model of `forTransformers` takes. */
export function sideForTransformers(size: number): number {
  return 2 * size;
}

/**
 * The model of a raw model file with an input of squares of twice the size, which it halves itself by the triangle filter
 * that photos were decoded with in training. However the other program shrinks a photo to twice the size, little of its
 * filter is left after that. Its logits are divided by the temperature, because the pipeline's scores are their softmax.
 */
export function forTransformers(described: Described, at: string): Uint8Array {
  const { input, temperature } = described.description;
  const calibrated = (logits: Value): Value =>
    temperature === 1 ? logits : logits.graph.within("calibrated", () => mul(logits, 1 / temperature));
  return behind(described, at, sideForTransformers(input.size), halved, {}, calibrated);
}

/** [1, 3, 2h, 2w] -> [1, 3, h, w] by a triangle filter, the edge repeated. */
function halved(pictures: Value): Value {
  const triangle = [0.125, 0.375, 0.375, 0.125];
  const along = (x: Value, axis: 0 | 1): Value => {
    const shape = axis === 0 ? [3, 1, 4, 1] : [3, 1, 1, 4];
    const weights = x.graph.constant(tensorOf("float32", shape, [...triangle, ...triangle, ...triangle]));
    return conv(x, weights, undefined, { group: 3, strides: axis === 0 ? [2, 1] : [1, 2] });
  };
  return along(along(pad(pictures, [0, 0, 1, 1, 0, 0, 1, 1], { mode: "edge" }), 0), 1);
}

/** The model's own nodes and weights behind an adapter of its pictures, and before one of its logits; metadata go in as they are. */
function behind(
  { description, model }: Described,
  at: string,
  side: number,
  adapter: (input: Value) => Value,
  metadata: Readonly<Record<string, string>>,
  ofLogits: (logits: Value) => Value = (logits) => logits,
): Uint8Array {
  const graph = new Graph();
  const input = graph.input(inputName, "float32", [1, 3, side, side]);
  const pictures = graph.within("input", () => adapter(input));
  const facts =
    description.metadata === undefined
      ? {}
      : {
          [stepInputs.metadata]: graph.input(stepInputs.metadata, "float32", [1, description.metadata.features.length]),
        };
  const inputs = { [description.input.name]: pictures, ...facts };
  const weight = (name: string, data: Parameters<Graph["constant"]>[0]): Value => graph.constant(data, name);
  const values = importModel(model, { graph, inputs, weight, at }, findOperator);
  const output = (name: string): Value => (name === "logits" ? ofLogits(values.get(name)!) : values.get(name)!);
  const outputs = new Map(model.outputs.map((name) => [name, output(name)]));
  return writeModel(graph, { outputs, metadata, hasFreeBatch: true });
}

/** [channels] -> [1, channels, 1, 1] */
function perChannel(like: Value, values: readonly number[]): Value {
  return like.graph.constant(tensorOf("float32", [1, values.length, 1, 1], values));
}
