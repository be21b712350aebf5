import { z } from "zod";
import { add } from "../../graph/ops/add.ts";
import { mul } from "../../graph/ops/mul.ts";
import { neg } from "../../graph/ops/neg.ts";
import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { sigmoid } from "../../graph/ops/sigmoid.ts";
import { softplus } from "../../graph/ops/softplus.ts";
import { sub } from "../../graph/ops/sub.ts";
import { tensorOf } from "../../graph/tensor.ts";
import { defineLoss } from "../loss.ts";
import { classWeightsOption, effectiveCount, weightsOf } from "./classWeights.ts";

/**
 * One sigmoid for each class, each class against the rest; a photo's loss is the mean over the classes of
 * -(weight * target * log(p) + (1 - target) * log(1 - p)), computed from logits x without overflow as
 * (1 - target) * x + (1 + (weight - 1) * target) * softplus(-x). With label smoothing s a target becomes
 * (1 - s) * target + s / 2. The probabilities of a photo need not add up to 1.
 *
 * Equals PyTorch's BCEWithLogitsLoss(pos_weight) with the mean reduction.
 */
export const binaryCrossEntropy = defineLoss({
  id: "binary-cross-entropy",
  summary: "One sigmoid for each class, each class against the rest.",
  schema: z.strictObject({
    classWeights: classWeightsOption
      .default("none")
      .describe(
        'how much a photo of the class counts in its own sigmoid: "none" (as one of the rest), "balanced" (photos of the rest / photos of the class), { effectiveNumber: beta } (the same of effective numbers (1 - beta^photos) / (1 - beta)), or one number for each class; default "none"',
      ),
    labelSmoothing: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe("how far targets move from 0 and 1 towards a half, 0 to below 1; default 0"),
  }),
  build: (logits, targets, { classWeights, labelSmoothing }, classCounts) => {
    const weights = weightsOf(classWeights, classCounts, {
      balanced: ({ count, photos }) => (photos - count) / count,
      effectiveNumber: ({ count, photos }, beta) => effectiveCount(photos - count, beta) / effectiveCount(count, beta),
    });
    const smooth = labelSmoothing === 0 ? targets : add(mul(targets, 1 - labelSmoothing), labelSmoothing / 2);
    const cost = softplus(neg(logits));
    const extra =
      weights &&
      logits.graph.constant(
        tensorOf(
          "float32",
          [1, weights.length],
          weights.map((weight) => weight - 1),
        ),
      );
    const weighed = extra === undefined ? cost : mul(add(mul(smooth, extra), 1), cost);
    return { each: reduceMean(add(mul(sub(1, smooth), logits), weighed), [1], { keepdims: 0 }) };
  },
  hasSigmoids: true,
  probabilities: (logits) => sigmoid(logits),
});
