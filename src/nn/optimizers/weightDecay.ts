import { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { mul } from "../../graph/ops/mul.ts";
import type { Learnt } from "../optimizer.ts";

export interface WithWeightDecay {
  readonly weightDecay: number;
  readonly weightDecayByLayer: Readonly<Record<string, number>>;
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
    weightDecayByLayer: z
      .record(z.string().min(1), z.number().min(0))
      .default({})
      .describe(
        'another weightDecay for weights whose names match a pattern, in which * stands for anything, such as { "*.dense.*": 0.01 }; of several patterns that match, the first counts; default {}',
      ),
    decay: z
      .enum(["weights", "all"])
      .default("weights")
      .describe(
        'what is decayed: "weights" leaves biases and the scales and shifts of normalisations alone, "all" is PyTorch\'s way; default "weights"',
      ),
  };
}

/**
 * How strongly each weight is decayed; 0 for those that are left alone.
 * @throws WrasseError "weight-pattern-unmatched" when a pattern matches no weight's name
 */
export function weightDecays(
  { weightDecay, weightDecayByLayer, decay }: WithWeightDecay,
  learnt: readonly Learnt[],
): (one: Learnt) => number {
  const groups = Object.entries(weightDecayByLayer).map(([pattern, own]) => ({ matches: patternOf(pattern), own }));
  for (const [i, pattern] of Object.keys(weightDecayByLayer).entries()) {
    if (!learnt.some(({ name }) => groups[i]!.matches(name))) throw unmatched(pattern, learnt);
  }
  return function decayOf(one) {
    if (decay === "weights" && !one.isDecayed) return 0;
    return groups.find(({ matches }) => matches(one.name))?.own ?? weightDecay;
  };
}

/** The gradient of the loss plus decay / 2 * |weight|^2 (L2 regularisation). */
export function decayedGradient({ gradient, weight }: Learnt, decay: number): Value {
  return decay === 0 ? gradient : add(gradient, mul(weight, decay));
}

/** Whether a whole name is the pattern, with anything for each `*`. */
function patternOf(pattern: string): (name: string) => boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`);
  return (name) => expression.test(name);
}

function unmatched(pattern: string, learnt: readonly Learnt[]): WrasseError {
  return new WrasseError("weight-pattern-unmatched", {
    at: "optimizer.weightDecayByLayer",
    expected: `a pattern for some of the weights ${learnt.map(({ name }) => name).join(", ")}`,
    got: pattern,
    hint: 'write * for what differs, such as "*.dense.weight"',
  });
}
