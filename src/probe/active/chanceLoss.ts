import type { Dataset } from "../../data/dataset.ts";
import { gradients } from "../../graph/gradients.ts";
import { Graph } from "../../graph/graph.ts";
import { div } from "../../graph/ops/div.ts";
import { expand } from "../../graph/ops/expand.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reduceSum } from "../../graph/ops/reduceSum.ts";
import { tensorOf } from "../../graph/tensor.ts";
import { addUpdates } from "../../nn/optimizer.ts";
import { adam } from "../../nn/optimizers/adam.ts";
import { Program } from "../../runtime/program.ts";
import type { SessionOptions } from "../../runtime/session.ts";
import { ProgramState } from "../../runtime/state.ts";
import type { TrainingPlan } from "../../train/plan.ts";

const fittingSteps = 200;
const firstRate = 0.1;

/**
 * The training loss of a network that gives the same answer for every photo, the best one that there is: what knowing how
 * common each class is, and nothing of the photos, comes to. For cross-entropy and n classes that are alike, log(n).
 *
 * The answer is fitted by Adam from the logarithms of the classes' shares, which for plain cross-entropy is the end already.
 */
export async function chanceLoss(
  { loss: { loss, options }, network: { classes }, classCounts, order }: TrainingPlan,
  dataset: Dataset,
  session: SessionOptions = {},
): Promise<number> {
  // As the sampler shows them, which may be other shares than those of the photos.
  const shown = new Array<number>(classes).fill(0);
  const photos = order(0);
  for (const photo of photos) shown[dataset.labels[photo]!]! += 1;
  const shares = shown.map((count) => count / photos.length);
  const units = loss.head?.units ?? classes;

  const graph = new Graph();
  const first = loss.head === undefined ? shares.map((share) => Math.log(Math.max(share, 1e-6))) : [0];
  const shape = [1, units];
  const answer = graph.state("answer", () => tensorOf("float32", shape, first), { dtype: "float32", shape }, true);
  const output = expand(answer, [classes, units]); // a row for each class
  const logits = loss.head === undefined ? output : loss.head.logits(output, classes);
  const targets = Array.from({ length: classes ** 2 }, (_, i) => (i % (classes + 1) === 0 ? 1 : 0));
  const { each, weights } = loss.build(
    logits,
    graph.constant(tensorOf("float32", [classes, classes], targets), "targets"),
    options,
    classCounts,
  );
  const rows = graph.constant(tensorOf("float32", [classes], shares), "shares");
  const sum = reduceSum(mul(each, rows), undefined, { keepdims: 0 });
  const mean = weights === undefined ? sum : div(sum, reduceSum(mul(weights, rows), undefined, { keepdims: 0 }));

  const [gradient] = gradients(mean, [answer]);
  const learnt = [{ name: answer.name, weight: answer, gradient: gradient!, isDecayed: false }];
  const scalars = addUpdates(graph, { optimizer: adam, options: adam.schema.parse({}) }, learnt);
  const state = new ProgramState();
  state.declare(graph);
  const program = await Program.compile(graph, { loss: mean }, { ...session, device: "cpu" });
  let best = Infinity;
  try {
    for (let step = 0; step < fittingSteps; step += 1) {
      const learningRate = firstRate * (1 - step / fittingSteps);
      const feeds = [...scalars].map(([name, at]) => [name, tensorOf("float32", [], [at({ step, learningRate })])]);
      const { loss: value } = await program.run(state, Object.fromEntries(feeds) as never);
      best = Math.min(best, Number(value.data[0]));
    }
  } finally {
    await program.release();
  }
  return best;
}
