import { z } from "zod";
import { mul } from "../../graph/ops/mul.ts";
import { sub } from "../../graph/ops/sub.ts";
import { defineOptimizer, learningRateOption } from "../optimizer.ts";
import { adaptiveMomentsOptions, adaptiveMomentsStep } from "./adaptiveMoments.ts";
import { isDecayedBy, weightDecayOptions } from "./weightDecay.ts";

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
    const kept = building.scalar("kept-share", ({ learningRate }) => 1 - learningRate * options.weightDecay);
    for (const one of learnt) {
      const shrunk = isDecayedBy(options, one) ? mul(one.weight, kept) : one.weight;
      building.graph.update(one.weight, sub(shrunk, stepOf(one, one.gradient)));
    }
  },
});
