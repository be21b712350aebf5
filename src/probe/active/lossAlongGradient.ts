import type { Value } from "../../graph/graph.ts";
import type { TensorData } from "../../graph/tensor.ts";
import { Program } from "../../runtime/program.ts";
import { ProgramState } from "../../runtime/state.ts";
import { MetadataFeeds } from "../../train/metadataFeeds.ts";
import { buildStepGraph } from "../../train/stepGraph.ts";
import { StepFeeds } from "../../train/stepGraphFeeds.ts";
import { defineActiveProbe } from "./activeProbe.ts";
import { withoutChance } from "./experimentPlan.ts";
import { samplePhotos } from "./samplePhotos.ts";
import type { Subject } from "./subject.ts";

/** Pictures of 32 pixels; larger ones are fewer, as all go through one step together. */
const mostPixels = 256 * 32 * 32;
const fewestPhotos = 32;
/** Half decades. */
const factors = Array.from({ length: 13 }, (_, i) => 10 ** (i / 2 - 3));
/** A fall under this share of the loss is rounding. */
const leastFall = 1e-6;

/** The loss at some way along the direction of a step. */
export interface LossAlong {
  /** Times the training's own step; 0 is where the weights are. */
  readonly factor: number;
  readonly loss: number;
}

/**
 * The training's loss of the same photos along the direction of one step at the config's learning rate, from the weights that it
 * kept, else from its first ones. The optimiser begins anew, without what it had gathered, so for Adam the direction is that of
 * the gradient's signs. Photos are taken as they are, norms work over them as in training.
 */
export async function lossAlongGradient(
  subject: Subject,
  signal?: AbortSignal,
): Promise<{ readonly along: readonly LossAlong[]; readonly photos: number }> {
  const { dataset, seed, session, kept } = subject;
  const plan = withoutChance(subject.planOf(seed));
  const { size } = plan.network;
  const most = Math.max(fewestPhotos, Math.floor(mostPixels / (size * size)));
  const photos = samplePhotos(dataset.parts.train, Math.min(256, most), seed);
  const step = buildStepGraph({ ...plan, cyclesMomentum: false, batch: photos.length });
  const state = new ProgramState();
  state.declare(step.graph);
  for (const name of step.networkStates) {
    const data = kept?.get(name);
    if (data !== undefined) state.write(name, data);
  }
  const pixels = new Uint8Array(photos.length * 3 * size * size);
  dataset.pixels.read(photos, pixels);
  const labels = BigInt64Array.from(photos, (photo) => BigInt(dataset.labels[photo]!));
  const settings = { epoch: 0, seed, step: 0, learningRate: plan.learningRate };
  const feeds = {
    ...new StepFeeds(step).fill({ pixels, labels, photos, ...settings }),
    ...(plan.metadata && new MetadataFeeds(plan.metadata, 0, seed).evaluation(photos, photos.length)),
  };
  const outputs: Readonly<Record<"loss", Value>> = { loss: step.outputs.loss };
  const mover = await Program.compile(step.graph, outputs, session);
  const meter = await Program.compile(step.graph, outputs, { ...session, isReadOnly: true });
  try {
    const learnt = step.networkStates.filter((name) => step.graph.states.get(name)!.isTrainable);
    const before = state.snapshot();
    const { loss: first } = await mover.run(state, feeds, { seed, step: 0 });
    const along: LossAlong[] = [{ factor: 0, loss: Number(first.data[0]) }];
    const after = state.snapshot();
    for (const [name, data] of before) state.write(name, data);
    for (const factor of factors) {
      signal?.throwIfAborted();
      for (const name of learnt) state.write(name, between(before.get(name)!, after.get(name)!, factor));
      const { loss } = await meter.run(state, feeds, { seed, step: 0 });
      along.push({ factor, loss: Number(loss.data[0]) });
    }
    return { along, photos: photos.length };
  } finally {
    await mover.release();
    await meter.release();
  }
}

/** Which length of the step lowers the loss most; 0 where none of 1/1000 to 1000 times the training's own lowers it. */
export const lossAlongStep = defineActiveProbe({
  id: "loss-along-gradient",
  price: "one training step and 13 forward passes over 256 training photos",
  canMeasure: ({ isTraining }) => isTraining,
  measure: async (subject, { signal } = {}) => {
    const { along, photos } = await lossAlongGradient(subject, signal);
    const start = along[0]!.loss;
    const best = along.reduce((lowest, one) => (one.loss < lowest.loss ? one : lowest));
    const value = start - best.loss > leastFall * Math.abs(start) ? best.factor : 0;
    return [{ quantity: "best-step-factor", value, weights: subject.kept === undefined ? "first" : "kept", n: photos }];
  },
});

function between(from: TensorData, to: TensorData, factor: number): TensorData {
  const [start, end] = [from.data as Float32Array, to.data as Float32Array];
  return { ...from, data: start.map((value, i) => value + factor * (end[i]! - value)) } as TensorData;
}
