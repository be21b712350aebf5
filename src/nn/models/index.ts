import type { Model } from "../model.ts";
import { efficientnetB0 } from "./efficientnetB0.ts";
import { mobilenetV2 } from "./mobilenetV2.ts";
import { resnet } from "./resnet.ts";
import { smallCnn } from "./smallCnn.ts";
import { vgg } from "./vgg.ts";

/** Every architecture that a config can name. */
export const models: readonly Model[] = [efficientnetB0, mobilenetV2, resnet, smallCnn, vgg];

const byId = new Map(models.map((model) => [model.id, model]));

/** The model that a config calls `id`, or undefined. */
export function findModel(id: string): Model | undefined {
  return byId.get(id);
}
