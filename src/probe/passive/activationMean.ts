import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { defineProbe, measuredOf } from "../../train/record/passiveProbe.ts";
import { photosLookedAt, signalLayers } from "./lookedAt.ts";

/** Mean of what each activation, and the last layer, gives. */
export const activationMean = defineProbe({
  id: "activation-mean",
  kind: "passive",
  quantity: "activation-mean",
  price: `a pass over the activations of ${photosLookedAt} photos`,
  watch: ({ layers }) => {
    const given = signalLayers(layers).map(({ place, gives }) => [place, gives(photosLookedAt)] as const);
    return {
      measure: () => measuredOf(given.map(([place, y]) => [place, reduceMean(y, undefined, { keepdims: 0 })])),
    };
  },
});
