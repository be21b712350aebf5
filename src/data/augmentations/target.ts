import { z } from "zod";

/** Which photos an augmentation is for: options that every augmentation takes beside its own. */
export interface Target {
  /** Names of classes; photos of others stay as they are. Default: all. */
  readonly classes?: readonly string[] | undefined;
  /** The chance that a photo is changed, 0..1; default 1. */
  readonly probability?: number | undefined;
}

/** The options that `targeted` adds. */
export const targetOptions = {
  classes: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("names of the classes whose photos it changes; default all"),
  probability: z.number().min(0).max(1).optional().describe("chance that it changes a photo, 0..1; default 1"),
};

/**
 * A schema that also takes `classes` and `probability`; an object with one of them already keeps its own. Shorthands
 * (`rotate: 15`) stay what they were: for all classes, always.
 */
export function targeted<Options>(schema: z.ZodType<Options>): z.ZodType<Options> {
  if (schema instanceof z.ZodUnion) {
    return z.union(schema.options.map((option) => targeted(option as z.ZodType<Options>))) as never;
  }
  if (!(schema instanceof z.ZodObject)) return schema;
  const { shape } = schema;
  const missing = Object.entries(targetOptions).filter(([name]) => !(name in shape));
  return schema.safeExtend(Object.fromEntries(missing)) as never;
}
