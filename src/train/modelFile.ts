import { z } from "zod";
import { assert, WrasseError } from "../base/errors.ts";
import { parseJson } from "../base/json.ts";
import { fitSchema } from "../data/decode.ts";
import { type MetadataEncoding, metadataEncodingSchema } from "../data/metadata/encoding.ts";
import { type ParsedModel, parseModel, writeModel } from "../graph/onnx.ts";
import type { TensorData } from "../graph/tensor.ts";
import type { Loss } from "../nn/loss.ts";
import type { ProgramState } from "../runtime/state.ts";
import { type DecisionRule, ruleSchema } from "./decision/rule.ts";
import { buildInferenceGraph, type NetworkPlan } from "./stepGraph.ts";

const triple = z.tuple([z.number(), z.number(), z.number()]);

/** What an .onnx file of ours says of itself, as JSON under the metadata key "wrasse". */
const descriptionSchema = z.object({
  classes: z.array(z.string()).min(2),
  input: z.object({
    name: z.string(),
    /** "raw": RGB numbers 0..255; "normalised": (value / 255 - mean) / deviation. */
    scale: z.enum(["raw", "normalised"]),
    size: z.int().positive(),
    fit: fitSchema,
    mean: triple,
    deviation: triple,
  }),
  /** What logits were divided by to give `probabilities`; the output `logits` has them undivided. 1 in older files. */
  temperature: z.number().positive().default(1),
  /** Which answers can be relied on; not in older files. */
  decision: ruleSchema.optional(),
  /** How facts become the second input, float32 [batch, features]; only of a model that takes metadata. */
  metadata: metadataEncodingSchema.optional(),
});

export type ModelDescription = z.output<typeof descriptionSchema>;

export interface ModelFileOptions {
  readonly network: NetworkPlan;
  readonly loss: Loss;
  readonly classes: readonly string[];
  readonly fit: ModelDescription["input"]["fit"];
  readonly scale: ModelDescription["input"]["scale"];
  /** Of a network that takes metadata. */
  readonly metadata?: MetadataEncoding | undefined;
  /** What logits are divided by to give calibrated probabilities; default 1. */
  readonly temperature?: number | undefined;
  readonly decision?: DecisionRule | undefined;
}

/**
 * The bytes of a classifier's .onnx file: float32 [batch, 3, size, size] RGB in; logits and (calibrated) probabilities
 * [batch, classes] out. Class names, size and normalisation are in its metadata. Equal weights give equal bytes.
 *
 * A network that takes metadata has a second input, `metadata`, float32 [batch, features]; its description has the encoding.
 */
export function encodeModel(
  state: ProgramState,
  { network, loss, classes, fit, scale, temperature = 1, decision, metadata }: ModelFileOptions,
): Uint8Array {
  assert((metadata === undefined) === (network.metadata === undefined), "a network with metadata has their encoding");
  const { graph, input, outputs } = buildInferenceGraph({ network, loss, input: scale, temperature });
  const weights = new Map<string, TensorData>([...graph.states.keys()].map((name) => [name, state.read(name)]));
  const { mean, deviation } = network.statistics;
  const description: ModelDescription = {
    classes: [...classes],
    input: { name: input.name, scale, size: network.size, fit, mean: [...mean], deviation: [...deviation] },
    temperature,
    ...(decision !== undefined && { decision }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  return writeModel(graph, {
    outputs: new Map(Object.entries(outputs)),
    weights,
    metadata: { wrasse: JSON.stringify(description) },
    hasFreeBatch: true,
  });
}

/**
 * What a classifier's file says of itself.
 * @throws WrasseError "not-an-onnx-model", "model-not-described"
 */
export function describeModel(
  bytes: Uint8Array,
  at: string,
): { readonly description: ModelDescription; readonly model: ParsedModel } {
  const model = parseModel(bytes, at);
  const description = modelDescription(model);
  if (description === undefined) {
    throw new WrasseError("model-not-described", {
      at,
      expected: "an .onnx file that Wrasse wrote, with class names and input size in its metadata",
      got: model.metadata["wrasse"] === undefined ? "a model without them" : "metadata that cannot be read",
      hint: "give the best.onnx of a run",
    });
  }
  return { description, model };
}

/** What a file's metadata say of it; undefined for a file that Wrasse did not write. */
export function modelDescription({ metadata }: ParsedModel): ModelDescription | undefined {
  return descriptionSchema.safeParse(parseJson(metadata["wrasse"])).data;
}
