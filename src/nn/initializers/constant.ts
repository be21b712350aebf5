import { z } from "zod";
import { sizeOf } from "../../graph/tensor.ts";
import { defineInitializer } from "../initializer.ts";

/** One number everywhere. */
export const constant = defineInitializer({
  id: "constant",
  summary: "every number the same",
  schema: z.strictObject({ value: z.number().describe("the number; required") }),
  fill: (shape, _fans, _rng, { value }) => new Float32Array(sizeOf(shape)).fill(value),
});
