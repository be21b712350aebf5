import type { Value } from "../../graph/graph.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { reduceSumSquare } from "../../graph/ops/reduceSumSquare.ts";
import { sqrt } from "../../graph/ops/sqrt.ts";
import { sub } from "../../graph/ops/sub.ts";
import { sizeOf } from "../../graph/tensor.ts";
import { defineProbe, measuredOf } from "../../train/record/passiveProbe.ts";
import { photosLookedAt, signalLayers } from "./lookedAt.ts";

/** Standard deviation of what each activation, and the last layer, gives: of all its numbers, not of each channel's. */
export const activationDeviation = defineProbe({
  id: "activation-deviation",
  kind: "passive",
  quantity: "activation-deviation",
  price: `three passes over the activations of ${photosLookedAt} photos`,
  watch: ({ layers }) => {
    const given = signalLayers(layers).map(({ place, gives }) => [place, gives(photosLookedAt)] as const);
    return { measure: () => measuredOf(given.map(([place, y]) => [place, deviation(y)])) };
  },
});

/**
 * The mean is taken away first: E[x^2] - E[x]^2 would lose deep sigmoid layers, whose outputs differ from 0.5 in the fourth
 * digit.
 */
function deviation(y: Value): Value {
  const centred = sub(y, reduceMean(y, undefined, { keepdims: 0 }));
  return sqrt(mul(reduceSumSquare(centred, undefined, { keepdims: 0 }), 1 / sizeOf(y.shape)));
}
