import { z } from "zod";
import { add } from "../../graph/ops/add.ts";
import { div } from "../../graph/ops/div.ts";
import { mul } from "../../graph/ops/mul.ts";
import { sqrt } from "../../graph/ops/sqrt.ts";
import { sub } from "../../graph/ops/sub.ts";
import { defineOptimizer, learningRateOption } from "../optimizer.ts";
import { momentumOf } from "./momentum.ts";
import { decayedGradient, weightDecayOptions, weightDecays } from "./weightDecay.ts";

/**
 * RMSprop, by PyTorch's formulas:
 *
 *   g = gradient + weightDecay * w
 *   s = smoothing * s + (1 - smoothing) * g^2
 *   v = momentum * v + g / (sqrt(s) + epsilon)
 *   w = w - learningRate * v
 *
 * Source  Hinton 2012, "Neural networks for machine learning", lecture 6e
 */
export const rmsprop = defineOptimizer({
  id: "rmsprop",
  summary: "Gradients divided by the root of their mean square.",
  schema: z.strictObject({
    learningRate: learningRateOption(0.001),
    smoothing: z
      .number()
      .min(0)
      .lt(1)
      .default(0.99)
      .describe("share of the mean squared gradient that is kept from step to step; default 0.99"),
    epsilon: z.number().gt(0).default(1e-8).describe("added to the root of the mean squared gradient; default 1e-8"),
    momentum: z.number().min(0).lt(1).default(0).describe("share of the velocity that is kept; default 0, none"),
    ...weightDecayOptions(0),
  }),
  build: (building, learnt, options) => {
    const { graph, scalar, slot } = building;
    const { smoothing, epsilon } = options;
    const momentum = momentumOf(building, options.momentum);
    const learningRate = scalar("learning-rate", (settings) => settings.learningRate);
    const decayOf = weightDecays(options, learnt);
    for (const one of learnt) {
      const gradient = decayedGradient(one, decayOf(one));
      const square = slot(one, "mean-square");
      const nextSquare = add(mul(square, smoothing), mul(mul(gradient, gradient), 1 - smoothing));
      graph.update(square, nextSquare);
      let direction = div(gradient, add(sqrt(nextSquare), epsilon));
      if (momentum !== undefined) {
        const velocity = slot(one, "velocity");
        direction = add(mul(velocity, momentum), direction);
        graph.update(velocity, direction);
      }
      graph.update(one.weight, sub(one.weight, mul(direction, learningRate)));
    }
  },
});
