import type { z } from "zod";
import type { LayerList } from "./layerList.ts";

/** What the photos that a model is for are like. */
export interface Photos {
  /** Height and width in pixels, as training sees them. */
  readonly size: number;
}

/** A known architecture: a function from options to the list of layers that a user could have written. */
export interface Model<Schema extends z.ZodObject = z.ZodObject> {
  /** What a config calls it, such as "resnet". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  /** A strict object of options; `name` is not among them. */
  readonly schema: Schema;
  readonly layers: (options: z.output<Schema>, photos: Photos) => LayerList;
}

/** Declares a model; the type of its options is known inside it only. */
export function defineModel<Schema extends z.ZodObject>(model: Model<Schema>): Model {
  return Object.freeze(model) as unknown as Model;
}
