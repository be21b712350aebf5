import type { Value } from "../../graph/graph.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reduceSumSquare } from "../../graph/ops/reduceSumSquare.ts";
import { sign } from "../../graph/ops/sign.ts";
import { sub } from "../../graph/ops/sub.ts";
import { sizeOf } from "../../graph/tensor.ts";
import { defineProbe, measuredOf } from "../../train/record/passiveProbe.ts";
import { photosLookedAt } from "./lookedAt.ts";

/**
 * Share of exact zeros in what each activation gives. Half of them is what a healthy ReLU has; 1 is a layer that is silent for
 * all photos looked at. Sparse is not dead: whether a unit never speaks is for a probe over many photos.
 */
export const zeroShare = defineProbe({
  id: "zero-share",
  kind: "passive",
  quantity: "zero-share",
  price: `two passes over the activations of ${photosLookedAt} photos`,
  watch: ({ layers }) => {
    const given = layers
      .filter(({ layer }) => layer.isActivation === true)
      .map(({ place, gives }) => [place, gives(photosLookedAt)] as const);
    return { measure: () => measuredOf(given.map(([place, y]) => [place, shareOfZeros(y)])) };
  },
});

/** The sign's square is 0 at zeros and 1 elsewhere; a NaN stays one. */
function shareOfZeros(y: Value): Value {
  const others = reduceSumSquare(sign(y), undefined, { keepdims: 0 });
  return mul(sub(sizeOf(y.shape), others), 1 / sizeOf(y.shape));
}
