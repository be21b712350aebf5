import { z } from "zod";
import { clip } from "../../graph/ops/clip.ts";
import { exp } from "../../graph/ops/exp.ts";
import { logSoftmax } from "../../graph/ops/logSoftmax.ts";
import { mul } from "../../graph/ops/mul.ts";
import { neg } from "../../graph/ops/neg.ts";
import { pow } from "../../graph/ops/pow.ts";
import { reduceSum } from "../../graph/ops/reduceSum.ts";
import { softmax } from "../../graph/ops/softmax.ts";
import { sub } from "../../graph/ops/sub.ts";
import { defineLoss } from "../loss.ts";
import { photoWeightsOption, weighPhotos } from "./classWeights.ts";

/** Below this, 1 - p is rounding; a power under 1 of it would have a slope without bound. */
const smallestMiss = 1e-7;

/**
 * Cross-entropy in which photos that are right already count less: the sum over classes of
 * -alpha * (1 - p)^gamma * target * log(p), where p is the softmax's probability of the class. A gamma of 0 is
 * cross-entropy. Weights by class are those of cross-entropy: a batch's loss divides by their sum.
 *
 * Equals Keras' CategoricalFocalCrossentropy(alpha, gamma, from_logits = True) of photos that count alike.
 * Source  Lin et al. 2017, "Focal loss for dense object detection", eq. 4 and 5, there for one sigmoid
 */
export const focal = defineLoss({
  id: "focal",
  summary: "Cross-entropy in which photos that are right already count less.",
  schema: z.strictObject({
    gamma: z
      .number()
      .min(0)
      .default(2)
      .describe("how much less a photo counts that is right already, 0 or more; 0 is cross-entropy; default 2"),
    alpha: z
      .number()
      .gt(0)
      .default(1)
      .describe("what every photo's loss is multiplied by, which moves the size of a step; default 1 (Keras: 0.25)"),
    classWeights: photoWeightsOption,
  }),
  build: (logits, targets, { gamma, alpha, classWeights }, classCounts) => {
    const logProbability = logSoftmax(logits, 1);
    const miss = clip(sub(1, exp(logProbability)), smallestMiss);
    const plain = mul(targets, logProbability);
    const sum = reduceSum(gamma === 0 ? plain : mul(pow(miss, gamma), plain), [1], { keepdims: 0 });
    const each = neg(alpha === 1 ? sum : mul(sum, alpha));
    return weighPhotos(each, targets, classWeights, classCounts);
  },
  probabilities: (logits) => softmax(logits, 1),
});
