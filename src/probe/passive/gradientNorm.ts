import { reduceL2 } from "../../graph/ops/reduceL2.ts";
import { defineProbe, measuredOf } from "../../train/record/passiveProbe.ts";

/**
 * Length of the gradient of the batch's loss by each weight, before clipping and noise.
 *
 * A gradient all of whose numbers are under about 1e-23 reads 0, as their squares are below what float32 holds.
 */
export const gradientNorm = defineProbe({
  id: "gradient-norm",
  kind: "passive",
  quantity: "gradient-norm",
  price: "a pass over the gradients of the weights",
  watch: () => ({
    measure: ({ learnt }) =>
      measuredOf(learnt.map(({ name, gradient }) => [name, reduceL2(gradient, undefined, { keepdims: 0 })])),
  }),
});
