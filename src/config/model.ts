import { z } from "zod";
import type { Named } from "../base/named.ts";
import { readOptions } from "../base/options.ts";
import { backboneFields } from "../nn/backbone/setting.ts";
import type { LayerSpec } from "../nn/layer.ts";
import { type LayerList, layerListJsonSchema, parseLayers, writeLayers } from "../nn/layerList.ts";
import { modelLayers, modelSchema } from "../nn/models/setting.ts";

const backboneSchema = z.strictObject({
  onnx: z
    .string()
    .min(1)
    .describe(
      "an .onnx file, or hf:ORG/NAME[@REVISION][/FILE], which is fetched once (FILE: onnx/model.onnx); required",
    ),
  ...backboneFields,
  head: z
    .union([
      z.literal("auto"),
      z
        .array(z.union([z.string(), z.record(z.string(), z.unknown())]))
        .min(1)
        .meta({ id: "layers" }),
    ])
    .default("auto")
    .describe("the layers after the features; default auto: global pooling where they are images, then dense: classes"),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "64 digits of a SHA-256, 0 to 9 and a to f")
    .optional()
    .describe("the SHA-256 that the file must have; a run writes it into its config"),
});

/** A network from an .onnx file with a new head, as a checked config has it. */
export interface BackboneModel extends Omit<z.output<typeof backboneSchema>, "head"> {
  readonly head: "auto" | LayerList;
}

/** A model as a checked config has it: a name with every option, a list of layers with every option, or a backbone. */
export type Model = Named | LayerList | BackboneModel;

/**
 * Reads a config's model: a name, { name, options… }, a list of layers, or { onnx: FILE, … }.
 * @throws WrasseError that names the place, such as "model.2.conv2d.filters"
 */
export function parseModel(value: unknown, at: string): Model {
  if (Array.isArray(value)) return writeLayers(parseLayers(value, at));
  return hasFile(value) ? parseBackbone(value, at) : readOptions(modelSchema, value, at);
}

/** Whether a model is a network from an .onnx file. */
export function isBackbone(model: Model): model is BackboneModel {
  return hasFile(model);
}

/**
 * The layers that a checked config's model stands for, for photos of `size` x `size` pixels; of a backbone, its head.
 * @param featureShape the shape of a backbone's features for one photo
 */
export function layersOf(model: Model, size: number, featureShape: readonly number[] = []): LayerSpec[] {
  if (isBackbone(model)) {
    return parseLayers(model.head === "auto" ? defaultHead(featureShape) : model.head, "model.head");
  }
  return isNamed(model) ? modelLayers(model, { size }) : parseLayers(model, "model");
}

/** The JSON Schema of `model`, with the definitions that it refers to. */
export function modelJsonSchema(): { readonly schema: Record<string, unknown>; readonly definitions: object } {
  const { $defs } = layerListJsonSchema() as { $defs: object };
  const { $schema: _, ...named } = z.toJSONSchema(modelSchema, { io: "input" });
  const { $schema: __, $defs: ___, ...backbone } = z.toJSONSchema(backboneSchema, { io: "input" });
  return { schema: { anyOf: [named, { $ref: "#/$defs/layers" }, backbone] }, definitions: $defs };
}

/** `backbone: FILE` says the same as `onnx: FILE`. */
function parseBackbone(value: object, at: string): BackboneModel {
  const { backbone, ...rest } = value as { backbone?: unknown };
  const given = backbone === undefined || "onnx" in rest ? value : { onnx: backbone, ...rest };
  const { head, ...options } = readOptions(backboneSchema, given, at);
  return { ...options, head: head === "auto" ? head : writeLayers(parseLayers(head, `${at}.head`)) };
}

function defaultHead({ length }: readonly number[]): LayerList {
  return length === 3 ? ["global-average-pool2d", { dense: "classes" }] : [{ dense: "classes" }];
}

function hasFile(value: unknown): value is object {
  return typeof value === "object" && value !== null && ("onnx" in value || "backbone" in value);
}

function isNamed(model: Named | LayerList): model is Named {
  return !Array.isArray(model);
}
