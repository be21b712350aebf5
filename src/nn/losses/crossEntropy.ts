import { z } from "zod";
import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { logSoftmax } from "../../graph/ops/logSoftmax.ts";
import { mul } from "../../graph/ops/mul.ts";
import { neg } from "../../graph/ops/neg.ts";
import { reduceSum } from "../../graph/ops/reduceSum.ts";
import { softmax } from "../../graph/ops/softmax.ts";
import { tensorOf } from "../../graph/tensor.ts";
import { defineLoss } from "../loss.ts";
import { classWeightRow, photoWeightsOption } from "./classWeights.ts";

/**
 * Cross-entropy of the softmax: -sum over classes of weight * target * log(probability). With label smoothing s the
 * target of each class becomes (1 - s) * target + s / classes. The batch's loss divides by the sum of its photos'
 * weights, so that rare classes with large weights do not change the step's size.
 *
 * Equals PyTorch's CrossEntropyLoss(weight, label_smoothing) with the mean reduction for one-hot targets. For mixtures
 * a photo weighs the mean of its classes' weights, where PyTorch divides by the number of photos.
 *
 * Source  Szegedy et al. 2016, "Rethinking the Inception architecture", section 7, for label smoothing;
 *         Menon et al. 2021, "Long-tail learning via logit adjustment", eq. 10, for the adjustment
 */
export const crossEntropy = defineLoss({
  id: "cross-entropy",
  summary: "Cross-entropy of the softmax: one class for each photo.",
  schema: z.strictObject({
    classWeights: photoWeightsOption,
    labelSmoothing: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe("share of each target that is spread evenly over all classes, 0 to below 1; default 0"),
    logitAdjustment: z
      .number()
      .min(0)
      .default(0)
      .describe(
        "tau: how many times the log of each class's share of the training photos is added to its logit in the loss, so that rare classes win wider margins; 0 or more, 1 aims at the best mean accuracy by class; default 0",
      ),
  }),
  build: (logits, targets, { classWeights, labelSmoothing, logitAdjustment }, classCounts) => {
    const weightRow = classWeightRow(classWeights, targets, classCounts);
    const adjusted = logitAdjustment === 0 ? logits : adjust(logits, logitAdjustment, classCounts);
    const smooth =
      labelSmoothing === 0 ? targets : add(mul(targets, 1 - labelSmoothing), labelSmoothing / logits.shape[1]!);
    const weighed = weightRow === undefined ? smooth : mul(smooth, weightRow);
    const each = neg(reduceSum(mul(weighed, logSoftmax(adjusted, 1)), [1], { keepdims: 0 }));
    if (weightRow === undefined) return { each };
    return { each, weights: reduceSum(mul(targets, weightRow), [1], { keepdims: 0 }) };
  },
  probabilities: (logits) => softmax(logits, 1),
});

/** logits + tau * log(share of the class); a class without training photos is taken for one with a single photo. */
function adjust(logits: Value, tau: number, classCounts: readonly number[]): Value {
  const counts = classCounts.map((count) => Math.max(1, count));
  const photos = counts.reduce((sum, count) => sum + count, 0);
  const shifts = counts.map((count) => tau * Math.log(count / photos));
  return add(logits, logits.graph.constant(tensorOf("float32", [1, shifts.length], shifts)));
}
