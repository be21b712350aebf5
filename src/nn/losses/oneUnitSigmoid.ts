import { z } from "zod";
import { concat } from "../../graph/ops/concat.ts";
import { expand } from "../../graph/ops/expand.ts";
import { mul } from "../../graph/ops/mul.ts";
import { neg } from "../../graph/ops/neg.ts";
import { reduceSum } from "../../graph/ops/reduceSum.ts";
import { relu } from "../../graph/ops/relu.ts";
import { slice } from "../../graph/ops/slice.ts";
import { softmax } from "../../graph/ops/softmax.ts";
import { softplus } from "../../graph/ops/softplus.ts";
import { sub } from "../../graph/ops/sub.ts";
import { tensorOf } from "../../graph/tensor.ts";
import { defineLoss } from "../loss.ts";
import { photoWeightsOption, weighPhotos } from "./classWeights.ts";

/** How far below the other two the logits of classes lie that one unit cannot name; their probability is e^-30. */
const unreachable = 30;

/**
 * One sigmoid unit whatever the number of classes, with the class's number 0, 1, 2 … as its target: right for two classes,
 * a mistake for more, and here so that the mistake can be made and seen. A photo's loss is
 * -(y * log(p) + (1 - y) * log(1 - p)) = softplus(x) - y * x, which has no lower bound where y is above 1.
 *
 * The last layer's `dense: classes` gives one number x, p = sigmoid(x). The logits are 0 for the first class, x for the
 * second, and 30 below both for the others, so that the answer is the first class where p is under a half and the second
 * elsewhere, as a rounded p is; for two classes the softmax of (0, x) is (1 - p, p).
 *
 * Equals PyTorch's BCEWithLogitsLoss, and Keras' binary_crossentropy(from_logits = True), with class numbers as targets.
 */
export const oneUnitSigmoid = defineLoss({
  id: "one-unit-sigmoid",
  summary: "One sigmoid unit for all classes: right for two classes, a mistake for more.",
  schema: z.strictObject({ classWeights: photoWeightsOption }),
  head: {
    units: 1,
    logits: (output, classes) => {
      const first = mul(output, 0);
      const others = sub(neg(relu(neg(output))), unreachable);
      const rest = classes > 2 ? [expand(others, [output.shape[0]!, classes - 2])] : [];
      return concat([first, output, ...rest], 1);
    },
  },
  build: (logits, targets, { classWeights }, classCounts) => {
    const classes = logits.shape[1]!;
    const numbers = logits.graph.constant(
      tensorOf(
        "float32",
        [1, classes],
        Array.from({ length: classes }, (_, label) => label),
      ),
    );
    const y = reduceSum(mul(targets, numbers), [1], { keepdims: 1 });
    const x = sub(slice(logits, [1], [2], [1]), slice(logits, [0], [1], [1]));
    const each = reduceSum(sub(softplus(x), mul(y, x)), [1], { keepdims: 0 });
    return weighPhotos(each, targets, classWeights, classCounts);
  },
  probabilities: (logits) => softmax(logits, 1),
});
