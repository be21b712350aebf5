import { reduceMax } from "../../graph/ops/reduceMax.ts";
import { defineActiveProbe, type Probed, type ProbedWeights, type ProbeOptions } from "./activeProbe.ts";
import { LayerPass } from "./layerPass.ts";
import { samplePhotos } from "./samplePhotos.ts";
import type { Subject } from "./subject.ts";
import { statesOf } from "./weightsOf.ts";

/** All of the training photos up to this many: a unit that is silent for 512 photos may still be for a rare class. */
const mostPhotos = 2048;

/** Which units of a layer photos make positive, at one set of weights. */
export interface LivingUnits {
  readonly weights: ProbedWeights;
  /** The activation's place. */
  readonly layer: string;
  /** [classes][units]: 1 where a photo of the class makes the unit positive. */
  readonly byClass: readonly Uint8Array[];
  /** [units]: 1 where any photo does. */
  readonly ever: Uint8Array;
  /** Photos that were looked at. */
  readonly n: number;
}

/** Looks at every unit of every ReLU over up to 2,048 training photos, at the first weights and at those kept. */
export async function livingUnits(
  subject: Subject,
  { signal, onProgress }: ProbeOptions = {},
): Promise<readonly LivingUnits[]> {
  const { dataset, seed, session } = subject;
  const { classes, labels } = dataset;
  const photos = samplePhotos(dataset.parts.train, mostPhotos, seed);
  const layers: { readonly place: string; readonly units: number }[] = [];
  const pass = await LayerPass.open<string>(
    subject.planOf(seed),
    dataset,
    (forward) => {
      const outputs = forward.layers
        .filter(({ layer }) => layer.isZeroBelow === true)
        .map(({ place, takes }) => {
          // What goes in is positive exactly where what comes out is.
          const x = takes();
          const inner = x.shape.map((_, axis) => axis).slice(2);
          layers.push({ place, units: x.shape[1]! });
          return [place, inner.length === 0 ? x : reduceMax(x, inner, { keepdims: 0 })] as const;
        });
      return { ...Object.fromEntries(outputs), loss: forward.lossSum };
    },
    session,
  );
  try {
    if (layers.length === 0) return [];
    const states = await statesOf(subject);
    const found: LivingUnits[] = [];
    for (const [at, { weights, state }] of states.entries()) {
      /** By layer [classes][units]: 1 where a photo of the class made the unit positive. */
      const alive = layers.map(({ units }) => classes.map(() => new Uint8Array(units)));
      let done = 0;
      await pass.run(
        state,
        photos,
        (outputs, some) => {
          layers.forEach(({ place, units }, layer) => {
            const { data } = outputs[place]!;
            some.forEach((photo, row) => {
              const own = alive[layer]![labels[photo]!]!;
              for (let unit = 0; unit < units; unit += 1) {
                // What is no number (NaN) does not make a dead unit.
                if (!(Number(data[row * units + unit]) <= 0)) own[unit] = 1;
              }
            });
          });
          done += some.length;
          onProgress?.(at * photos.length + done, states.length * photos.length);
        },
        signal,
      );
      layers.forEach(({ place: layer, units }, i) => {
        const byClass = alive[i]!;
        const ever = Uint8Array.from({ length: units }, (_, unit) => Math.max(...byClass.map((own) => own[unit]!)));
        found.push({ weights, layer, byClass, ever, n: photos.length });
      });
    }
    return found;
  } finally {
    await pass.release();
  }
}

/**
 * Units of ReLUs that none of many training photos makes positive, and those that no photo of a class does. Silent for one
 * batch is only sparse; silent for all photos is dead, as no gradient comes through. A unit of a map is a channel.
 *
 * Measured of activations that give exactly 0 below 0. LeakyReLU, ELU, GELU and the like pass gradients there, so "never
 * positive" means nothing of them; `revivable-share` does.
 */
export const deadUnits = defineActiveProbe({
  id: "dead-units",
  price: "a forward pass over up to 2,048 training photos for the first weights, and one for those kept",
  canMeasure: () => true,
  measure: async (subject, options) => {
    const { classes } = subject.dataset;
    const living = await livingUnits(subject, options);
    const photos = samplePhotos(subject.dataset.parts.train, mostPhotos, subject.seed);
    const counts = classes.map((_, label) => photos.filter((photo) => subject.dataset.labels[photo] === label).length);
    return living.flatMap(({ weights, layer, byClass, ever, n }): Probed[] => [
      { quantity: "dead-share", value: shareOfZeros(ever), weights, layer, n },
      ...classes.flatMap((name, label): Probed[] =>
        counts[label]! === 0
          ? []
          : [
              {
                quantity: "class-dead-share",
                value: shareOfZeros(byClass[label]!),
                ...{ weights, layer, class: name, n: counts[label]! },
              },
            ],
      ),
    ]);
  },
});

function shareOfZeros(values: Uint8Array): number {
  return values.filter((value) => value === 0).length / values.length;
}
