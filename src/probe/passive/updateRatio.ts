import type { Value } from "../../graph/graph.ts";
import { div } from "../../graph/ops/div.ts";
import { reduceL2 } from "../../graph/ops/reduceL2.ts";
import { sub } from "../../graph/ops/sub.ts";
import { defineProbe, measuredOf } from "../../train/record/passiveProbe.ts";

/**
 * How far the step moves each matrix and each set of filters, as a share of its length: momentum, adaptive rates, clipping
 * and weight decay included. Biases, scales and slopes are left out, as they start at 0 or 1 and the share says little.
 *
 * @source Karpathy, cs231n notes, "Neural Networks Part 3", section "Ratio of weights:updates"
 */
export const updateRatio = defineProbe({
  id: "update-ratio",
  kind: "passive",
  quantity: "update-ratio",
  price: "three passes over the weights",
  watch: () => ({
    measure: ({ learnt, next }) =>
      measuredOf(
        learnt
          .filter(({ weight }) => weight.shape.length > 1)
          .map(({ name, weight }) => [name, div(length(sub(next.get(name)!, weight)), length(weight))]),
      ),
  }),
});

function length(value: Value): Value {
  return reduceL2(value, undefined, { keepdims: 0 });
}
