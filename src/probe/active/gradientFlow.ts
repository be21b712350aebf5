import { WrasseError } from "../../base/errors.ts";
import { gradients } from "../../graph/gradients.ts";
import type { Value } from "../../graph/graph.ts";
import { reduceSumSquare } from "../../graph/ops/reduceSumSquare.ts";
import type { ProgramState } from "../../runtime/state.ts";
import { defineActiveProbe, type Probed, type ProbedWeights } from "./activeProbe.ts";
import { LayerPass, type PassForward } from "./layerPass.ts";
import { type LearntWeight, learntWeights } from "./learntWeights.ts";
import { samplePhotos } from "./samplePhotos.ts";
import { firstState, statesOf, twinPlan } from "./weightsOf.ts";

const mostPhotos = 256;
/** A unit that gets less than this share of what a healthy one gets is taken for one that does not learn. */
const leastShare = 0.01;

/** The gradient at one set of weights. */
interface Flow {
  readonly weights: ProbedWeights;
  /** By the weight's name, the gradient of the mean loss. */
  readonly ofWeights: ReadonlyMap<string, Float64Array>;
  /** By the activation's place, the length of the gradient by what it takes. */
  readonly ofActivations: ReadonlyMap<string, number>;
}

/**
 * How much of the loss's gradient comes to each weight and each activation: at the first weights, at those kept, and at the first
 * weights of the He-initialised twin, which is what a healthy net of this form would get. Photos are taken as they are,
 * without dropout.
 *
 * 0 over 0 counts as 1: where neither gets anything, neither gets less than the other. A number over 0 is left out.
 */
export const gradientFlow = defineActiveProbe({
  id: "gradient-flow",
  price:
    "a forward and backward pass over 256 training photos for the first weights, the kept ones and those of a healthy twin",
  canMeasure: () => true,
  measure: async (subject, { signal, onProgress } = {}) => {
    const { dataset, seed, session, isTraining } = subject;
    const plan = subject.planOf(seed);
    const photos = samplePhotos(dataset.parts.train, mostPhotos, seed);
    const states: { weights: ProbedWeights; state: ProgramState }[] = [...(await statesOf(subject))];
    if (states.length === 0) return [];
    if (isTraining) states.push({ weights: "twin", state: await firstState(twinPlan(plan), subject) });
    const learnt = learntWeights(plan, states[0]!.state);
    let places: readonly string[] = [];
    const pass = await openPass(() =>
      LayerPass.open<string>(
        plan,
        dataset,
        (forward) => {
          places = forward.layers.filter(({ layer }) => layer.isActivation === true).map(({ place }) => place);
          return gradientOutputs(forward, learnt);
        },
        session,
      ),
    );
    if (pass === undefined) return [];
    const flows: Flow[] = [];
    try {
      for (const [at, { weights, state }] of states.entries()) {
        const ofWeights = new Map(learnt.map(({ name, data }) => [name, new Float64Array(data.data.length)]));
        const squares = new Map(places.map((place) => [place, 0]));
        let total = 0;
        let done = 0;
        await pass.run(
          state,
          photos,
          (outputs, some) => {
            for (const [name, sum] of ofWeights) {
              const gradient = outputs[`by ${name}`]?.data as Float32Array | undefined;
              gradient?.forEach((value, i) => {
                sum[i]! += value;
              });
            }
            for (const [place, sum] of squares) {
              squares.set(place, sum + Number(outputs[`at ${place}`]?.data[0] ?? 0));
            }
            some.forEach((_, row) => {
              total += Number(outputs["weights"]!.data[row]);
            });
            done += some.length;
            onProgress?.(at * photos.length + done, states.length * photos.length);
          },
          signal,
        );
        const means = new Map([...ofWeights].map(([name, sum]) => [name, sum.map((value) => value / total)]));
        const ofActivations = new Map([...squares].map(([place, sum]) => [place, Math.sqrt(sum) / total]));
        flows.push({ weights, ofWeights: means, ofActivations });
      }
    } finally {
      await pass.release();
    }
    const twin = flows.find(({ weights }) => weights === "twin");
    return flows
      .flatMap((flow) => figures(flow, twin, learnt, photos.length))
      .filter(({ value }) => Number.isFinite(value));
  },
});

function gradientOutputs(
  { layers, weights, lossSum, graph }: PassForward,
  learnt: readonly LearntWeight[],
): Record<string, Value> {
  const activations = layers
    .filter(({ layer }) => layer.isActivation === true)
    .map(({ place, takes }) => [`at ${place}`, takes()] as const);
  const states = learnt.map(({ name }) => [`by ${name}`, graph.states.get(name)!.value] as const);
  const found = gradients(
    lossSum,
    [...states, ...activations].map(([, value]) => value),
  );
  const outputs: Record<string, Value> = { weights };
  states.forEach(([name], i) => {
    const gradient = found[i];
    if (gradient !== undefined) outputs[name] = gradient;
  });
  activations.forEach(([name], i) => {
    const gradient = found[states.length + i];
    if (gradient !== undefined) outputs[name] = reduceSumSquare(gradient, undefined, { keepdims: 0 });
  });
  return outputs;
}

/** A file may have operators that nobody can differentiate; then there is nothing to measure. */
async function openPass<Pass>(open: () => Promise<Pass>): Promise<Pass | undefined> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof WrasseError && error.code === "no-gradient") return undefined;
    throw error;
  }
}

function figures(
  { weights, ofWeights, ofActivations }: Flow,
  twin: Flow | undefined,
  learnt: readonly LearntWeight[],
  n: number,
): readonly Probed[] {
  const found: Probed[] = [];
  for (const { layer, name } of learnt) {
    const value = lengthOf(ofWeights.get(name)!);
    found.push({ quantity: "weight-gradient-norm", value, weights, layer, weight: name, n });
  }
  for (const [layer, value] of ofActivations) {
    found.push({ quantity: "pre-activation-gradient-flow", value, weights, layer, n });
  }
  const lengths = [...ofActivations.values()];
  if (lengths.length > 1) {
    found.push({ quantity: "gradient-ratio", value: ratio(lengths[0]!, lengths.at(-1)!), weights, n });
  }
  if (twin === undefined || weights === "twin") return found;
  for (const { layer, name, isMain, isOfFile, data } of learnt) {
    if (!isMain || data.shape.length < 2) continue;
    const [own, healthy] = [ofWeights.get(name)!, twin.ofWeights.get(name)!];
    const value = ratio(lengthOf(own), lengthOf(healthy));
    found.push({ quantity: "gradient-over-twin", value, weights, layer, weight: name, n });
    if (isOfFile) continue;
    const revivable = revivableShare(own, healthy, data.shape[0]!);
    found.push({ quantity: "revivable-share", value: revivable, weights, layer, weight: name, n });
  }
  return found;
}

/** Share of units with more than 1 % of what the twin's middle unit gets; units have no counterpart in another net. */
function revivableShare(own: Float64Array, healthy: Float64Array, units: number): number {
  const lengths = unitLengths(own, units);
  const sorted = unitLengths(healthy, units).sort((a, b) => a - b);
  const middle = (sorted[Math.floor((units - 1) / 2)]! + sorted[Math.ceil((units - 1) / 2)]!) / 2;
  return lengths.filter((length) => length > leastShare * middle).length / units;
}

function unitLengths(gradient: Float64Array, units: number): number[] {
  const width = gradient.length / units;
  return Array.from({ length: units }, (_, unit) => lengthOf(gradient.subarray(unit * width, (unit + 1) * width)));
}

function lengthOf(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

function ratio(above: number, below: number): number {
  return above === 0 && below === 0 ? 1 : above / below;
}
