import { z } from "zod";
import type { Named } from "../base/named.ts";
import { readOptions } from "../base/options.ts";
import type { LayerSpec } from "../nn/layer.ts";
import { type LayerList, layerListJsonSchema, parseLayers, writeLayers } from "../nn/layerList.ts";
import { modelLayers, modelSchema } from "../nn/models/setting.ts";

/** A model as a checked config has it: a name with every option, or a list of layers with every option. */
export type Model = Named | LayerList;

/**
 * Reads a config's model: a name, { name, options… }, or a list of layers.
 * @throws WrasseError that names the place, such as "model.2.conv2d.filters"
 */
export function parseModel(value: unknown, at: string): Model {
  return Array.isArray(value) ? writeLayers(parseLayers(value, at)) : readOptions(modelSchema, value, at);
}

/** The layers that a checked config's model stands for, for photos of `size` x `size` pixels. */
export function layersOf(model: Model, size: number): LayerSpec[] {
  return isNamed(model) ? modelLayers(model, { size }) : parseLayers(model, "model");
}

/** The JSON Schema of `model`, with the definitions that it refers to. */
export function modelJsonSchema(): { readonly schema: Record<string, unknown>; readonly definitions: object } {
  const { $defs } = layerListJsonSchema() as { $defs: object };
  const { $schema: _, ...named } = z.toJSONSchema(modelSchema, { io: "input" });
  return { schema: { anyOf: [named, { $ref: "#/$defs/layers" }] }, definitions: $defs };
}

function isNamed(model: Model): model is Named {
  return !Array.isArray(model);
}
