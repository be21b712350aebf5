import type { Value } from "../../graph/graph.ts";
import { abs } from "../../graph/ops/abs.ts";
import { cast } from "../../graph/ops/cast.ts";
import { greater } from "../../graph/ops/greater.ts";
import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { sub } from "../../graph/ops/sub.ts";
import { defineProbe, measuredOf } from "../../train/record/passiveProbe.ts";
import { photosLookedAt } from "./lookedAt.ts";

/**
 * Share of an activation's outputs where it is nearly flat: |tanh| > 0.99 and sigmoid outside 0.01..0.99, where the slope is
 * under 2 and 4 % of the steepest. Activations without such limits (ReLU and its kin) are not measured.
 */
export const saturatedShare = defineProbe({
  id: "saturated-share",
  kind: "passive",
  quantity: "saturated-share",
  price: `four passes over what sigmoids and tanhs give for ${photosLookedAt} photos`,
  watch: ({ layers }) => {
    const given = layers.flatMap(({ place, layer: { saturatesBeyond }, gives }) =>
      saturatesBeyond === undefined ? [] : [[place, gives(photosLookedAt), saturatesBeyond] as const],
    );
    return { measure: () => measuredOf(given.map(([place, y, limits]) => [place, shareBeyond(y, limits)])) };
  },
});

function shareBeyond(y: Value, [low, high]: readonly [number, number]): Value {
  const isBeyond = greater(abs(sub(y, (low + high) / 2)), (high - low) / 2);
  return reduceMean(cast(isBeyond, "float32"), undefined, { keepdims: 0 });
}
