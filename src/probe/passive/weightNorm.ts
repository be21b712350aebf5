import { reduceL2 } from "../../graph/ops/reduceL2.ts";
import { defineProbe, measuredOf } from "../../train/record/passiveProbe.ts";

/** Length of each weight before the step. */
export const weightNorm = defineProbe({
  id: "weight-norm",
  kind: "passive",
  quantity: "weight-norm",
  price: "a pass over the weights",
  watch: () => ({
    measure: ({ learnt }) =>
      measuredOf(learnt.map(({ name, weight }) => [name, reduceL2(weight, undefined, { keepdims: 0 })])),
  }),
});
