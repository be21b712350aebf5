import { meanInterval } from "../../base/meanInterval.ts";
import { Trainer } from "../../train/trainer.ts";
import { defineActiveProbe, type Probed } from "./activeProbe.ts";
import { atConstantRate } from "./experimentPlan.ts";
import { samplePhotos } from "./samplePhotos.ts";
import { takeStep } from "./takeStep.ts";

const epochs = 2;
const mostSteps = 120;
const seeds = 3;
const measuredPhotos = 512;
/** A loss that is not finite, or grew by more, counts as one that grew by this much. */
const mostGrowth = 10;

const arms = [
  { quantity: "continued-fall", factor: 1 },
  { quantity: "lowered-rate-fall", factor: 0.1 },
  { quantity: "raised-rate-fall", factor: 10 },
] as const;

/**
 * Goes on from the kept weights for two epochs, with an optimiser that begins anew and the config's learning rate held constant,
 * a tenth of it, and ten times it; each in three orders of the photos. The loss is that of the same training photos before and
 * after, as in an evaluation. What still falls was stopped too early; what falls only at the lower rate had a rate too high
 * for where it is.
 */
export const continueTraining = defineActiveProbe({
  id: "continue-training",
  price: "nine trainings of two epochs, 120 steps each at most",
  canMeasure: ({ isTraining, kept }) => isTraining && kept !== undefined,
  measure: async ({ dataset, planOf, seed, session, kept }, { signal, onProgress } = {}) => {
    if (kept === undefined) return [];
    const photos = samplePhotos(dataset.parts.train, measuredPhotos, seed);
    const found: Probed[] = [];
    for (const [arm, { quantity, factor }] of arms.entries()) {
      const falls: number[] = [];
      for (let order = 0; order < seeds; order += 1) {
        // Orders that the training has not seen.
        const plan = planOf(seed + 1 + order);
        const trainer = await Trainer.create(atConstantRate(plan, factor * plan.learningRate), dataset, session);
        try {
          for (const name of trainer.networkStates) {
            const data = kept.get(name);
            if (data !== undefined) trainer.state.write(name, data);
          }
          const { loss: before } = await trainer.evaluate(photos, signal);
          const steps = Math.min(mostSteps, epochs * trainer.stepsPerEpoch);
          let goesOn = true;
          for (let step = 0; step < steps && goesOn; step += 1) {
            signal?.throwIfAborted();
            goesOn = (await takeStep(trainer, step)) !== undefined;
            onProgress?.((arm * seeds + order) * steps + step + 1, arms.length * seeds * steps);
          }
          const { loss: after } = goesOn ? await trainer.evaluate(photos, signal) : { loss: Infinity };
          falls.push(Number.isFinite(after) ? Math.max(before - after, -mostGrowth) : -mostGrowth);
        } finally {
          await trainer.release();
        }
      }
      const { mean: value, interval } = meanInterval(falls);
      found.push({ quantity, value, interval: interval!, weights: "kept", n: seeds });
    }
    return found;
  },
});
