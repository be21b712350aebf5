import { assert } from "../../base/errors.ts";
import { type Named, namedSchema, optionsOf } from "../../base/named.ts";
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
