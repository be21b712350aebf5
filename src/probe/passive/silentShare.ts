import type { Value } from "../../graph/graph.ts";
import { cast } from "../../graph/ops/cast.ts";
import { lessOrEqual } from "../../graph/ops/lessOrEqual.ts";
import { reduceMax } from "../../graph/ops/reduceMax.ts";
import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { defineProbe, measuredOf } from "../../train/record/passiveProbe.ts";

/**
 * Share of a ReLU's units that no photo of the batch makes positive. Of a layer that dies it rises to 1 and stays; a unit that is
 * silent for one batch may speak at the next, so what is dead is for `dead-units` to say.
 */
export const silentShare = defineProbe({
  id: "silent-share",
  kind: "passive",
  quantity: "silent-share",
  price: "a pass over what ReLUs take, of the whole batch",
  watch: ({ layers }) => {
    const taken = layers
      .filter(({ layer }) => layer.isZeroBelow === true)
      .map(({ place, takes }) => [place, takes()] as const);
    return { measure: () => measuredOf(taken.map(([place, x]) => [place, shareSilent(x)])) };
  },
});

/** @param x [N, units] or [N, units, H, W] */
function shareSilent(x: Value): Value {
  const others = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
  const largest = reduceMax(x, others, { keepdims: 0 });
  return reduceMean(cast(lessOrEqual(largest, 0), "float32"), undefined, { keepdims: 0 });
}
