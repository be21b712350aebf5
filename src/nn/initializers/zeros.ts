import { z } from "zod";
import { sizeOf } from "../../graph/tensor.ts";
import { defineInitializer } from "../initializer.ts";

/** Zeros: right for biases and shifts; weights that start at zero all learn the same, so never for those. */
export const zerosInitializer = defineInitializer({
  id: "zeros",
  summary: "every number 0; for biases",
  schema: z.strictObject({}),
  fill: (shape) => new Float32Array(sizeOf(shape)),
});
