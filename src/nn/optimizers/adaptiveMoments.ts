import { z } from "zod";
import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { div } from "../../graph/ops/div.ts";
import { mul } from "../../graph/ops/mul.ts";
import { sqrt } from "../../graph/ops/sqrt.ts";
import type { Learnt, OptimizerBuilding } from "../optimizer.ts";
import { cycledMomentum } from "./momentum.ts";

export interface AdaptiveMoments {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** The options that Adam and AdamW share. */
export const adaptiveMomentsOptions = {
  beta1: z.number().min(0).lt(1).default(0.9).describe("share of the mean gradient that is kept; default 0.9"),
  beta2: z
    .number()
    .min(0)
    .lt(1)
    .default(0.999)
    .describe("share of the mean squared gradient that is kept; default 0.999"),
  epsilon: z.number().gt(0).default(1e-8).describe("added to the root of the mean squared gradient; default 1e-8"),
};

/**
 * Adam's step for each weight, what is to be subtracted from it:
 *
 *   m = beta1 * m + (1 - beta1) * g             v = beta2 * v + (1 - beta2) * g^2
 *   learningRate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)        t = 1 at the first step
 *
 * Three passes over each weight are saved by keeping M = m / (1 - beta1) and V = v / (1 - beta2), and by dividing both
 * sides of the fraction by sqrt((1 - beta2) / (1 - beta2^t)): the rest goes into two scalars of the step. Where the
 * schedule cycles the momentum, that is beta1 of the step, also in (1 - beta1^t) as in PyTorch; m is then kept as it is.
 *
 * Source  Kingma & Ba 2015, "Adam: A method for stochastic optimization", algorithm 1
 */
export function adaptiveMomentsStep(
  { graph, scalar, slot, cyclesMomentum }: OptimizerBuilding,
  { beta1, beta2, epsilon }: AdaptiveMoments,
): (one: Learnt, gradient: Value) => Value {
  const rootOf = (step: number): number => Math.sqrt((1 - beta2) / (1 - beta2 ** (step + 1)));
  const beta1At = cyclesMomentum ? cycledMomentum : () => beta1;
  const rate = scalar("corrected-rate", (settings) => {
    const share = beta1At(settings);
    const factor = cyclesMomentum ? 1 : 1 - share;
    return (settings.learningRate * factor) / (1 - share ** (settings.step + 1)) / rootOf(settings.step);
  });
  const floor = scalar("corrected-epsilon", ({ step }) => epsilon / rootOf(step));
  const keptFirst = cyclesMomentum ? scalar("momentum", cycledMomentum) : beta1;
  const addedShare = cyclesMomentum ? scalar("gradient-share", (settings) => 1 - cycledMomentum(settings)) : 1;
  return function momentsStep(one, gradient) {
    const first = slot(one, "first-moment");
    const second = slot(one, "second-moment");
    const nextFirst = add(mul(first, keptFirst), addedShare === 1 ? gradient : mul(gradient, addedShare));
    const nextSecond = add(mul(second, beta2), mul(gradient, gradient));
    graph.update(first, nextFirst);
    graph.update(second, nextSecond);
    return mul(div(nextFirst, add(sqrt(nextSecond), floor)), rate);
  };
}
