import { draws, permutation } from "../../base/random.ts";
import type { Dataset } from "../../data/dataset.ts";
import { wilsonInterval } from "../../train/metrics/wilson.ts";
import { Trainer } from "../../train/trainer.ts";
import { defineActiveProbe } from "./activeProbe.ts";
import { atConstantRate, withoutChance } from "./experimentPlan.ts";
import { takeStep } from "./takeStep.ts";

const photoCount = 32;
const mostSteps = 300;

/**
 * Whether the network can learn a few photos by heart: from its first weights, with its own optimiser and rate (held constant),
 * without augmentation and dropout, all photos in each step. What cannot learn 32 photos cannot learn thousands; what can has
 * its trouble elsewhere. The accuracy is the best of any step, as the step saw the photos.
 */
export const overfit = defineActiveProbe({
  id: "overfit",
  price: "up to 300 training steps of 32 photos",
  canMeasure: ({ isTraining }) => isTraining,
  measure: async ({ dataset, planOf, seed, session }, { signal, onProgress } = {}) => {
    const { labels } = dataset;
    const photos = fewOfEach(dataset, seed);
    const n = photos.length;
    const plan = planOf(seed);
    const alone = { ...withoutChance(atConstantRate(plan, plan.learningRate)), batch: n, order: () => photos };
    const trainer = await Trainer.create(alone, dataset, session);
    let most = 0;
    try {
      for (let step = 0; step < mostSteps && most < n; step += 1) {
        signal?.throwIfAborted();
        const sums = await takeStep(trainer, step);
        if (sums === undefined) break;
        most = Math.max(most, sums.correct);
        onProgress?.(step + 1, mostSteps);
      }
    } finally {
      await trainer.release();
    }
    const counts = dataset.classes.map((_, label) => photos.filter((photo) => labels[photo] === label).length);
    return [
      { quantity: "overfit-accuracy", value: most / n, interval: wilsonInterval(most, n)!, weights: "first", n },
      { quantity: "overfit-majority", value: Math.max(...counts) / n, weights: "none", n },
    ];
  },
});

/** Photos of each class by turns, in an order of the seed. */
function fewOfEach({ classes, labels, parts }: Dataset, seed: number): Uint32Array {
  const order = permutation(parts.train.length, draws(seed, "overfit photos"));
  const ofClass = classes.map(() => [] as number[]);
  for (const place of order) ofClass[labels[parts.train[place]!]!]!.push(parts.train[place]!);
  const longest = Math.max(...ofClass.map((photos) => photos.length));
  const turns = Array.from({ length: longest }, (_, turn) => ofClass.flatMap((photos) => photos.slice(turn, turn + 1)));
  return Uint32Array.from(turns.flat().slice(0, photoCount));
}
