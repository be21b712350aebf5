import { z } from "zod";
import { add } from "../../graph/ops/add.ts";
import { mul } from "../../graph/ops/mul.ts";
import { sub } from "../../graph/ops/sub.ts";
import { defineOptimizer, learningRateOption } from "../optimizer.ts";
import { momentumOf } from "./momentum.ts";
import { decayedGradient, weightDecayOptions, weightDecays } from "./weightDecay.ts";

/**
 * Stochastic gradient descent with momentum, by PyTorch's formulas (the learning rate is not part of the velocity):
 *
 *   g = gradient + weightDecay * w
 *   v = momentum * v + (1 - dampening) * g        v = g at the first step
 *   w = w - learningRate * (nesterov ? g + momentum * v : v)
 *
 * Source  Sutskever, Martens, Dahl & Hinton 2013, "On the importance of initialization and momentum in deep learning"
 */
export const sgd = defineOptimizer({
  id: "sgd",
  summary: "Stochastic gradient descent with momentum, optionally Nesterov's.",
  schema: z
    .strictObject({
      learningRate: learningRateOption(0.05),
      momentum: z
        .number()
        .min(0)
        .lt(1)
        .default(0.9)
        .describe(
          "share of the velocity that is kept from step to step, 0 to below 1; 0 is plain descent; default 0.9",
        ),
      nesterov: z.boolean().default(false).describe("looks one step ahead along the velocity; default false"),
      dampening: z
        .number()
        .min(0)
        .max(1)
        .default(0)
        .describe("share of each gradient after the first that is left out of the velocity, 0..1; default 0"),
      ...weightDecayOptions(0.0001),
    })
    .refine(({ nesterov, momentum, dampening }) => !nesterov || (momentum > 0 && dampening === 0), {
      message: "nesterov needs a momentum above 0 and no dampening",
      path: ["nesterov"],
    }),
  build: (building, learnt, options) => {
    const { graph, scalar, slot } = building;
    const { nesterov, dampening } = options;
    const momentum = momentumOf(building, options.momentum);
    const learningRate = scalar("learning-rate", (settings) => settings.learningRate);
    const share =
      momentum !== undefined && dampening > 0
        ? scalar("velocity-share", ({ step }) => (step === 0 ? 1 : 1 - dampening))
        : 1;
    const decayOf = weightDecays(options, learnt);
    for (const one of learnt) {
      const gradient = decayedGradient(one, decayOf(one));
      let direction = gradient;
      if (momentum !== undefined) {
        const velocity = slot(one, "velocity");
        const next = add(mul(velocity, momentum), share === 1 ? gradient : mul(gradient, share));
        graph.update(velocity, next);
        direction = nesterov ? add(gradient, mul(next, momentum)) : next;
      }
      graph.update(one.weight, sub(one.weight, mul(direction, learningRate)));
    }
  },
});
