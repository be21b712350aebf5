import { z } from "zod";
import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { mul } from "../../graph/ops/mul.ts";
import type { Learnt } from "../optimizer.ts";

export interface WithWeightDecay {
  readonly weightDecay: number;
  readonly decay: "weights" | "all";
}

/** The options of every optimiser that pulls weights towards 0. */
export function weightDecayOptions(defaultDecay: number) {
  return {
    weightDecay: z
      .number()
      .min(0)
      .default(defaultDecay)
      .describe(`how strongly weights are pulled towards 0 at each step, 0 or more; default ${defaultDecay}`),
    decay: z
      .enum(["weights", "all"])
      .default("weights")
      .describe(
        'what is decayed: "weights" leaves biases and the scales and shifts of normalisations alone, "all" is PyTorch\'s way; default "weights"',
      ),
  };
}

export function isDecayedBy({ weightDecay, decay }: WithWeightDecay, learnt: Learnt): boolean {
  return weightDecay > 0 && (decay === "all" || learnt.isDecayed);
}

/** The gradient of the loss plus weightDecay / 2 * |weight|^2 (L2 regularisation), where the weight is decayed. */
export function decayedGradient(learnt: Learnt, options: WithWeightDecay): Value {
  if (!isDecayedBy(options, learnt)) return learnt.gradient;
  return add(learnt.gradient, mul(learnt.weight, options.weightDecay));
}
