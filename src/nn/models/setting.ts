import { assert } from "../../base/errors.ts";
import { type Named, namedSchema, optionsOf } from "../../base/named.ts";
import { readOptions } from "../../base/options.ts";
import type { LayerSpec } from "../layer.ts";
import { parseLayers } from "../layerList.ts";
import type { Photos } from "../model.ts";
import { findModel, models } from "./index.ts";

/** A known model as a config gives it: an id, or `{ name, ...options }`. */
export const modelSchema = namedSchema(models).meta({ id: "model" });

/** The layers of a known model, for photos of a size. */
export function modelLayers(setting: Named, photos: Photos): LayerSpec[] {
  const model = findModel(setting.name);
  assert(model !== undefined, `the schema knows the model ${setting.name}`);
  return parseLayers(model.layers(optionsOf(setting), photos), "model");
}

/**
 * Reads what a config says the model is: a known one by its name, with or without options, or a list of layers.
 *
 * @param at where it stands in the config, such as "model"
 * @throws WrasseError as `parseLayers`, and "option-invalid" with the nearest name for a model that is not known
 */
export function parseModel(value: unknown, at: string, photos: Photos): LayerSpec[] {
  return Array.isArray(value) ? parseLayers(value, at) : modelLayers(readOptions(modelSchema, value, at), photos);
}
