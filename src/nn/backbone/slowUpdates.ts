import type { Graph } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { mul } from "../../graph/ops/mul.ts";
import { sub } from "../../graph/ops/sub.ts";
import type { Learnt } from "../optimizer.ts";

/**
 * Gives weights learning rates of their own, whatever the optimiser: each moves a share of the way that its update would
 * move it. Every optimiser's update is proportional to the learning rate, decay included, so this is the same as a smaller
 * rate. To be called once, when the optimiser has added its updates.
 *
 * @param shareOf the weight's learning rate as a share of the run's, 0..1
 */
export function slowUpdates(graph: Graph, learnt: readonly Learnt[], shareOf: (name: string) => number): void {
  graph.within("learning-rates", () => {
    for (const { name, weight } of learnt) {
      const share = shareOf(name);
      const next = graph.updates.get(name);
      if (share !== 1 && next !== undefined) graph.updates.set(name, add(weight, mul(sub(next, weight), share)));
    }
  });
}
