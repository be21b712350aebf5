import { z } from "zod";
import { add } from "../../graph/ops/add.ts";
import { logSoftmax } from "../../graph/ops/logSoftmax.ts";
import { mul } from "../../graph/ops/mul.ts";
import { neg } from "../../graph/ops/neg.ts";
import { reduceSum } from "../../graph/ops/reduceSum.ts";
import { softmax } from "../../graph/ops/softmax.ts";
import { tensorOf } from "../../graph/tensor.ts";
import { defineLoss } from "../loss.ts";
import { classWeightsOption, weightsOf } from "./classWeights.ts";

/**
 * Cross-entropy of the softmax: -sum over classes of weight * target * log(probability). With label smoothing s the
 * target of each class becomes (1 - s) * target + s / classes. The batch's loss divides by the sum of its photos'
 * weights, so that rare classes with large weights do not change the step's size.
 *
 * Equals PyTorch's CrossEntropyLoss(weight, label_smoothing) with the mean reduction for one-hot targets. For mixtures
 * a photo weighs the mean of its classes' weights, where PyTorch divides by the number of photos.
 *
 * Source  Szegedy et al. 2016, "Rethinking the Inception architecture", section 7, for label smoothing;
 *         King & Zeng 2001, "Logistic regression in rare events data", for balanced weights, as scikit-learn has them
 */
export const crossEntropy = defineLoss({
  id: "cross-entropy",
  summary: "Cross-entropy of the softmax: one class for each photo.",
  schema: z.strictObject({
    classWeights: classWeightsOption
      .default("none")
      .describe(
        'how much each class counts: "none" (alike), "balanced" (photos / (classes * photos of the class)), or one number for each class; default "none"',
      ),
    labelSmoothing: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe("share of each target that is spread evenly over all classes, 0 to below 1; default 0"),
  }),
  build: (logits, targets, { classWeights, labelSmoothing }, classCounts) => {
    const { graph } = logits;
    const weights = weightsOf("loss.classWeights", classWeights, classCounts, (n, photos, k) => photos / (k * n));
    const smooth =
      labelSmoothing === 0 ? targets : add(mul(targets, 1 - labelSmoothing), labelSmoothing / logits.shape[1]!);
    const weightRow = weights && graph.constant(tensorOf("float32", [1, weights.length], weights));
    const weighed = weightRow === undefined ? smooth : mul(smooth, weightRow);
    const each = neg(reduceSum(mul(weighed, logSoftmax(logits, 1)), [1], { keepdims: 0 }));
    if (weightRow === undefined) return { each };
    return { each, weights: reduceSum(mul(targets, weightRow), [1], { keepdims: 0 }) };
  },
  probabilities: (logits) => softmax(logits, 1),
});
