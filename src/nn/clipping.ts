import { z } from "zod";
import type { Value } from "../graph/graph.ts";
import { add } from "../graph/ops/add.ts";
import { clip } from "../graph/ops/clip.ts";
import { concat } from "../graph/ops/concat.ts";
import { div } from "../graph/ops/div.ts";
import { mul } from "../graph/ops/mul.ts";
import { reduceSum } from "../graph/ops/reduceSum.ts";
import { reduceSumSquare } from "../graph/ops/reduceSumSquare.ts";
import { reshape } from "../graph/ops/reshape.ts";
import { sqrt } from "../graph/ops/sqrt.ts";

/** How gradients are kept from growing too large, `{ norm: 1 }` or `{ value: 0.5 }`. */
export const gradientClipping = z.union([
  z.strictObject({
    norm: z
      .number()
      .gt(0)
      .describe("the largest length of all gradients together; longer ones are shortened, their direction is kept"),
  }),
  z.strictObject({
    value: z.number().gt(0).describe("the largest size of each number of a gradient; larger ones are cut"),
  }),
]);

export type GradientClipping = z.infer<typeof gradientClipping>;

/** Gradients after clipping, in the same order. Equals PyTorch's clip_grad_norm_ and clip_grad_value_. */
export function clipGradients(gradients: readonly Value[], clipping: GradientClipping): Value[] {
  if (gradients.length === 0) return [];
  if ("value" in clipping) {
    return gradients.map((gradient) => clip(gradient, -clipping.value, clipping.value));
  }
  // 1e-6 is PyTorch's guard against a norm of 0.
  const ratio = div(clipping.norm, add(globalNorm(gradients), 1e-6));
  const share = clip(ratio, undefined, 1);
  return gradients.map((gradient) => mul(gradient, share));
}

/** The length of all gradients taken as one long vector, a scalar. */
export function globalNorm(gradients: readonly Value[]): Value {
  const squares = gradients.map((gradient) => reshape(reduceSumSquare(gradient, undefined, { keepdims: 0 }), [1]));
  return sqrt(reduceSum(concat(squares, 0), undefined, { keepdims: 0 }));
}
