import { z } from "zod";
import { assert } from "../../base/errors.ts";
import { type Named, namedSchema, optionsOf } from "../../base/named.ts";
import type { Draws } from "../../base/random.ts";
import type { Shape } from "../../graph/tensor.ts";
import type { Fans } from "../initializer.ts";
import { findInitializer, initializers } from "./index.ts";

/** An initialiser as a config gives it: an id, or `{ name, ...options }`. */
export const initializerSchema = namedSchema(initializers).meta({ id: "initializer" });

/** A layer's option that chooses how its weights start: an id, or `{ name, ...options }`. */
export function initializerField(defaultName: string, reason: string): z.ZodType<Named, string | Named | undefined> {
  return initializerSchema
    .prefault(defaultName)
    .describe(
      `how the weights start: ${initializers.map(({ id }) => id).join(", ")}; default ${defaultName}, ${reason}`,
    );
}

/** As `initializerField` for a bias or the like, where a plain number stands for that constant. */
export function constantField(defaultName: string): z.ZodType<Named, number | string | Named | undefined> {
  const number = z
    .number()
    .transform((value) => ({ name: "constant", value }))
    .pipe(initializerSchema as never) as unknown as z.ZodType<Named, number>;
  return z
    .union([number, initializerSchema])
    .prefault(defaultName)
    .describe(`how the biases start: a number, or an initialiser; default ${defaultName}`);
}

/** The first numbers of a weight, by the initialiser that a config chose. */
export function firstNumbers(setting: Named, shape: Shape, fans: Fans, rng: Draws): Float32Array {
  const initializer = findInitializer(setting.name);
  assert(initializer !== undefined, `the schema knows the initialiser ${setting.name}`);
  return initializer.fill(shape, fans, rng, optionsOf(setting));
}
