import { z } from "zod";
import { sub } from "../../graph/ops/sub.ts";
import { defineOptimizer, learningRateOption } from "../optimizer.ts";
import { adaptiveMomentsOptions, adaptiveMomentsStep } from "./adaptiveMoments.ts";
import { decayedGradient, weightDecayOptions, weightDecays } from "./weightDecay.ts";

/**
 * Adam; weight decay is part of the gradient (L2 regularisation), as in PyTorch's Adam.
 *
 * Source  Kingma & Ba 2015, "Adam: A method for stochastic optimization"
 */
export const adam = defineOptimizer({
  id: "adam",
  summary: "Steps scaled, weight by weight, by the mean and the mean square of past gradients.",
  schema: z.strictObject({
    learningRate: learningRateOption(0.001),
    ...adaptiveMomentsOptions,
    ...weightDecayOptions(0),
  }),
  build: (building, learnt, options) => {
    const stepOf = adaptiveMomentsStep(building, options);
    const decayOf = weightDecays(options, learnt);
    for (const one of learnt) {
      building.graph.update(one.weight, sub(one.weight, stepOf(one, decayedGradient(one, decayOf(one)))));
    }
  },
});
