import type { Value } from "../../graph/graph.ts";
import { div } from "../../graph/ops/div.ts";
import { matMul } from "../../graph/ops/matMul.ts";
import { max } from "../../graph/ops/max.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import { defineProbe } from "../../train/record/passiveProbe.ts";

/** The loss of the batch's photos of each class; of a class that the batch has no photo of, nothing. */
export const lossByClass = defineProbe({
  id: "loss-by-class",
  kind: "passive",
  quantity: "class-batch-loss",
  price: "next to nothing: each photo's loss is known",
  watch: ({ targets, each, weights }) => ({
    measure: () => {
      const [batch, classes] = targets.shape as [number, number];
      const byClass = (perPhoto: Value): Value => reshape(matMul(reshape(perPhoto, [1, batch]), targets), [classes]);
      const counts = byClass(weights);
      return {
        subjects: Array.from({ length: classes }, (_, label) => String(label)),
        // Where a class has no photo the sum is 0, and so is what it is divided by but for this.
        values: div(byClass(each), max(counts, 1e-12)),
        isThere: counts,
      };
    },
  }),
});
