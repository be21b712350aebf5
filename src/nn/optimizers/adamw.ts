import { z } from "zod";
import type { Value } from "../../graph/graph.ts";
import { mul } from "../../graph/ops/mul.ts";
import { sub } from "../../graph/ops/sub.ts";
import { defineOptimizer, learningRateOption } from "../optimizer.ts";
import { adaptiveMomentsOptions, adaptiveMomentsStep } from "./adaptiveMoments.ts";
import { weightDecayOptions, weightDecays } from "./weightDecay.ts";

/**
 * Adam with decoupled weight decay: weights shrink by (1 - learningRate * weightDecay) at each step, whatever their
 * gradients.
 *
 * Source  Loshchilov & Hutter 2019, "Decoupled weight decay regularization", algorithm 2
 */
export const adamw = defineOptimizer({
  id: "adamw",
  summary: "Adam whose weight decay is apart from the gradient.",
  schema: z.strictObject({
    learningRate: learningRateOption(0.001),
    ...adaptiveMomentsOptions,
    ...weightDecayOptions(0.01),
  }),
  build: (building, learnt, options) => {
    const stepOf = adaptiveMomentsStep(building, options);
    const decayOf = weightDecays(options, learnt);
    const kept = new Map<number, Value>();
    const keptShare = (decay: number): Value => {
      const known = kept.get(decay);
      if (known !== undefined) return known;
      const name = decay === options.weightDecay ? "kept-share" : `kept-share/${decay}`;
      const share = building.scalar(name, ({ learningRate }) => 1 - learningRate * decay);
      kept.set(decay, share);
      return share;
    };
    for (const one of learnt) {
      const decay = decayOf(one);
      const shrunk = decay === 0 ? one.weight : mul(one.weight, keptShare(decay));
      building.graph.update(one.weight, sub(shrunk, stepOf(one, one.gradient)));
    }
  },
});
