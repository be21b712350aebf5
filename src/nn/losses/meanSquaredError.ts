import { z } from "zod";
import { mul } from "../../graph/ops/mul.ts";
import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { softmax } from "../../graph/ops/softmax.ts";
import { sub } from "../../graph/ops/sub.ts";
import { defineLoss } from "../loss.ts";
import { photoWeightsOption, weighPhotos } from "./classWeights.ts";

/**
 * The mean over the classes of (output - target)^2, where the output is the softmax's probability or the logit itself.
 * Meant for regression: on probabilities its slope fades where the network is surely wrong, and it is here so that this
 * can be seen. The probabilities are the softmax of the logits either way.
 *
 * Equals PyTorch's MSELoss of one-hot targets, and Keras' MeanSquaredError, of photos that count alike.
 * Source  Brier 1950, "Verification of forecasts expressed in terms of probability", for probabilities
 */
export const meanSquaredError = defineLoss({
  id: "mean-squared-error",
  summary: "Squared distance from the one-hot target: a loss for regression, often taken by mistake.",
  schema: z.strictObject({
    of: z
      .enum(["probabilities", "logits"])
      .default("probabilities")
      .describe("what is compared with the target: the softmax's probabilities or the logits; default probabilities"),
    classWeights: photoWeightsOption,
  }),
  build: (logits, targets, { of, classWeights }, classCounts) => {
    const distance = sub(of === "logits" ? logits : softmax(logits, 1), targets);
    const each = reduceMean(mul(distance, distance), [1], { keepdims: 0 });
    return weighPhotos(each, targets, classWeights, classCounts);
  },
  probabilities: (logits) => softmax(logits, 1),
});
