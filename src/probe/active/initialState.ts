import { type ChannelStatistics, channelStatistics } from "../../data/channelStatistics.ts";
import type { Value } from "../../graph/graph.ts";
import { abs } from "../../graph/ops/abs.ts";
import { cast } from "../../graph/ops/cast.ts";
import { div } from "../../graph/ops/div.ts";
import { greater } from "../../graph/ops/greater.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { reduceSum } from "../../graph/ops/reduceSum.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import { sub } from "../../graph/ops/sub.ts";
import type { TensorData } from "../../graph/tensor.ts";
import type { BuiltLayer } from "../../nn/layer.ts";
import { defineActiveProbe, type Probed } from "./activeProbe.ts";
import { chanceLoss } from "./chanceLoss.ts";
import { identicalUnits } from "./identicalUnits.ts";
import { LayerPass, type PassForward } from "./layerPass.ts";
import { learntWeights } from "./learntWeights.ts";
import { samplePhotos } from "./samplePhotos.ts";
import { statesOf } from "./weightsOf.ts";

const mostPhotos = 512;

/** What the logits are called among layers. */
export const logitsPlace = "logits";

/**
 * What a training begins with: photos as the network takes them, the loss beside that of guessing, how large signals are in each
 * layer and how much of what tells photos apart comes to the last one, and units that are copies of each other. Saturation is
 * measured of the kept weights too.
 */
export const initialState = defineActiveProbe({
  id: "initial-state",
  price:
    "a forward pass over 512 training photos for the first weights, one for those kept where activations can saturate",
  canMeasure: () => true,
  measure: async (subject, { signal, onProgress } = {}) => {
    const { dataset, seed, session, isTraining } = subject;
    const plan = subject.planOf(seed);
    const photos = samplePhotos(dataset.parts.train, mostPhotos, seed);
    const n = photos.length;
    let names: Places = { signals: [], between: undefined, saturating: [] };
    const pass = await LayerPass.open<string>(
      plan,
      dataset,
      (forward) => {
        const { places, outputs } = signalsOf(forward);
        names = places;
        return outputs;
      },
      session,
    );
    const found: Probed[] = [];
    try {
      const states = await statesOf(subject);
      if (isTraining) {
        const chance = await chanceLoss(plan, dataset, session);
        found.push(...inputFigures(channelStatistics(dataset.pixels, photos), plan.network.statistics, n), {
          quantity: "chance-loss",
          value: chance,
          weights: "none",
          n: dataset.parts.train.length,
        });
      }
      for (const [at, { weights, state }] of states.entries()) {
        const isFirst = weights === "first";
        if (!isFirst && names.saturating.length === 0) continue;
        const sums = new PassSums(names);
        await pass.run(
          state,
          photos,
          (outputs, some) => {
            sums.add(outputs, some.length);
            onProgress?.(at * n + sums.photos, states.length * n);
          },
          signal,
        );
        if (isFirst) {
          found.push(...sums.signals(weights));
          for (const { layer, name, data } of learntWeights(plan, state)) {
            const value = identicalUnits(data);
            if (value === undefined) continue;
            found.push({ quantity: "identical-units-share", value, weights, layer, weight: name, n: data.shape[0]! });
          }
        }
        found.push(...sums.saturation(weights));
      }
      return found;
    } finally {
      await pass.release();
    }
  },
});

interface Places {
  /** Activations and the logits. */
  readonly signals: readonly string[];
  /** The first and the last activation, where there are two. */
  readonly between: readonly [first: string, last: string] | undefined;
  readonly saturating: readonly string[];
}

function signalsOf(forward: PassForward): { places: Places; outputs: Record<string, Value> } {
  const { layers, logits, each, weights } = forward;
  const activations = layers.filter(({ layer }) => layer.isActivation === true);
  const saturating = layers.filter(({ layer }) => layer.saturatesBeyond !== undefined);
  const [first, last] = [activations[0], activations.at(-1)];
  const ends = first === undefined || first === last ? undefined : ([first, last!] as const);
  const outputs: Record<string, Value> = { each, weights };
  const signals = [...activations.map(({ place, takes }) => [place, takes()] as const), [logitsPlace, logits] as const];
  for (const [place, x] of signals) {
    const flat = reshape(x, [x.shape[0]!, -1]);
    const mean = reduceMean(flat, [1], { keepdims: 1 });
    const centred = sub(flat, mean);
    outputs[`mean ${place}`] = mean;
    outputs[`variance ${place}`] = reduceMean(mul(centred, centred), [1], { keepdims: 1 });
  }
  for (const { place, takes } of ends ?? []) Object.assign(outputs, betweenPhotos(place, takes(), forward));
  for (const one of saturating) outputs[`saturated ${one.place}`] = shareBeyond(one);
  return {
    places: {
      signals: signals.map(([place]) => place),
      between: ends && [ends[0].place, ends[1].place],
      saturating: saturating.map(({ place }) => place),
    },
    outputs,
  };
}

/** Over the batch's photos: the mean of each number, and the sum of all squared distances from it. */
function betweenPhotos(place: string, x: Value, { counted }: PassForward): Record<string, Value> {
  const flat = reshape(x, [x.shape[0]!, -1]);
  const rows = reshape(counted, [x.shape[0]!, 1]);
  const count = reduceSum(rows, undefined, { keepdims: 0 });
  const mean = div(reduceSum(mul(flat, rows), [0], { keepdims: 1 }), count);
  const centred = mul(sub(flat, mean), rows);
  return {
    [`between ${place}`]: mean,
    [`distances ${place}`]: reduceSum(mul(centred, centred), undefined, { keepdims: 0 }),
  };
}

/** Share of each photo's numbers where the activation is nearly flat, [batch]. */
function shareBeyond({ layer, gives }: BuiltLayer): Value {
  const [low, high] = layer.saturatesBeyond!;
  const y = gives();
  const isBeyond = greater(abs(sub(y, (low + high) / 2)), (high - low) / 2);
  return reduceMean(reshape(cast(isBeyond, "float32"), [y.shape[0]!, -1]), [1], { keepdims: 0 });
}

/** Adds up what batches give, in double precision. */
class PassSums {
  photos = 0;
  private loss = 0;
  private weight = 0;
  private readonly means = new Map<string, number[]>();
  private readonly variances = new Map<string, number[]>();
  private readonly saturated = new Map<string, number>();
  private readonly between = new Map<string, { means: { mean: Float32Array; count: number }[]; distances: number }>();

  constructor(private readonly places: Places) {}

  add(outputs: Readonly<Record<string, TensorData>>, rows: number): void {
    const numbers = (name: string): readonly number[] =>
      Array.from(outputs[name]!.data.subarray(0, rows) as never, Number);
    const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
    this.photos += rows;
    this.loss += total(numbers("each"));
    this.weight += total(numbers("weights"));
    for (const place of this.places.signals) {
      this.means.set(place, [...(this.means.get(place) ?? []), ...numbers(`mean ${place}`)]);
      this.variances.set(place, [...(this.variances.get(place) ?? []), ...numbers(`variance ${place}`)]);
    }
    for (const place of this.places.saturating) {
      this.saturated.set(place, (this.saturated.get(place) ?? 0) + total(numbers(`saturated ${place}`)));
    }
    for (const place of this.places.between ?? []) {
      const known = this.between.get(place) ?? { means: [], distances: 0 };
      const mean = (outputs[`between ${place}`]!.data as Float32Array).slice();
      known.means.push({ mean, count: rows });
      known.distances += Number(outputs[`distances ${place}`]!.data[0]);
      this.between.set(place, known);
    }
  }

  signals(weights: "first" | "kept" | "twin"): readonly Probed[] {
    const n = this.photos;
    const loss = this.loss / this.weight;
    // A loss that overflows is as high as can be.
    const found: Probed[] = [{ quantity: "initial-loss", value: Number.isNaN(loss) ? Infinity : loss, weights, n }];
    for (const layer of this.places.signals) {
      const means = this.means.get(layer)!;
      const mean = means.reduce((sum, value) => sum + value, 0) / n;
      const variances = this.variances.get(layer)!.map((within, i) => within + (means[i]! - mean) ** 2);
      const deviation = Math.sqrt(variances.reduce((sum, value) => sum + value, 0) / n);
      if (!Number.isFinite(mean) || !Number.isFinite(deviation)) continue;
      found.push({ quantity: "pre-activation-mean", value: mean, weights, layer, n });
      found.push({ quantity: "pre-activation-deviation", value: deviation, weights, layer, n });
    }
    if (this.places.between !== undefined) {
      const [first, last] = this.places.between.map((place) => this.deviationBetween(place));
      const value = last! / first!;
      if (Number.isFinite(value)) found.push({ quantity: "signal-ratio", value, weights, n });
    }
    return found;
  }

  saturation(weights: "first" | "kept" | "twin"): readonly Probed[] {
    return this.places.saturating.map((layer) => ({
      quantity: "saturated-units-share",
      value: this.saturated.get(layer)! / this.photos,
      weights,
      layer,
      n: this.photos,
    }));
  }

  /** Root of the mean variance of a number over photos. */
  private deviationBetween(place: string): number {
    const { means, distances } = this.between.get(place)!;
    const width = means[0]!.mean.length;
    let sum = distances;
    for (let i = 0; i < width; i += 1) {
      const middle = means.reduce((all, { mean, count }) => all + mean[i]! * count, 0) / this.photos;
      for (const { mean, count } of means) sum += count * (mean[i]! - middle) ** 2;
    }
    return Math.sqrt(sum / (width * this.photos));
  }
}

/** Mean and deviation of photos as the network takes them, from those of their pixels. */
function inputFigures(photos: ChannelStatistics, { mean, deviation }: ChannelStatistics, n: number): readonly Probed[] {
  const means = photos.mean.map((value, channel) => (value - mean[channel]!) / deviation[channel]!);
  const deviations = photos.deviation.map((value, channel) => value / deviation[channel]!);
  const middle = means.reduce((sum, value) => sum + value, 0) / means.length;
  const variance = means.reduce((sum, value, i) => sum + (value - middle) ** 2 + deviations[i]! ** 2, 0) / means.length;
  const farthest = means.reduce((worst, value) => (Math.abs(value) > Math.abs(worst) ? value : worst), 0);
  return [
    { quantity: "input-mean", value: farthest, weights: "none", n },
    { quantity: "input-deviation", value: Math.sqrt(variance), weights: "none", n },
  ];
}
