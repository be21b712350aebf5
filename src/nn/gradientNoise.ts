import { z } from "zod";
import { draws, philox } from "../base/random.ts";
import type { Graph, Value } from "../graph/graph.ts";
import { add } from "../graph/ops/add.ts";
import { mul } from "../graph/ops/mul.ts";
import type { Learnt, StepSettings } from "./optimizer.ts";

/** Normal noise on gradients, `{ scale: 0.01 }`. */
export const gradientNoise = z.strictObject({
  scale: z
    .number()
    .gt(0)
    .default(0.01)
    .describe("eta, the variance of the noise at the first step; the paper tries 0.01, 0.3 and 1; default 0.01"),
  decay: z
    .number()
    .min(0)
    .default(0.55)
    .describe("gamma: the variance at step t is scale / (1 + t)^decay; default 0.55"),
});

export type GradientNoise = z.infer<typeof gradientNoise>;

/** Gradients with their noise, and what each step has to feed. */
export interface NoisyGradients {
  readonly learnt: readonly Learnt[];
  /** Inputs for normal numbers of mean 0 and deviation 1, to be filled by `fillNormals`. */
  readonly inputs: readonly Value[];
  /** The noise's deviation, by the name of its input. */
  readonly scalar: readonly [name: string, at: (settings: StepSettings) => number];
}

/**
 * Adds normal noise to every gradient, after clipping; its deviation is sqrt(scale / (1 + step)^decay).
 *
 * Price   a normal number for each weight and step, drawn outside the graph: about 3 ms for 100,000 weights
 * Source  Neelakantan et al. 2015, "Adding gradient noise improves learning for very deep networks", eq. 1
 */
export function addGradientNoise(graph: Graph, learnt: readonly Learnt[], options: GradientNoise): NoisyGradients {
  const name = "gradient-noise";
  const deviation = graph.input(name, "float32", []);
  const inputs: Value[] = [];
  const noisy = graph.within(name, () =>
    learnt.map((one): Learnt => {
      const noise = graph.input(`${one.name}/noise`, "float32", one.weight.shape);
      inputs.push(noise);
      return { ...one, gradient: add(one.gradient, mul(noise, deviation)) };
    }),
  );
  const { scale, decay } = options;
  return { learnt: noisy, inputs, scalar: [name, ({ step }) => Math.sqrt(scale / (1 + step) ** decay)] };
}

/**
 * Fills a buffer with normal numbers of mean 0 and deviation 1: a function of the run's seed, the name and the step alone.
 * Source  Box & Muller 1958, "A note on the generation of random normal deviates"
 */
export function fillNormals(target: Float32Array, seed: number, name: string, step: number): void {
  const key = draws(seed, name, step);
  const key0 = key.uint32();
  const key1 = key.uint32();
  const words = new Uint32Array(4);
  const pair = (at: number, first: number, second: number): void => {
    // The first in (0, 1], as it goes into a logarithm.
    const radius = Math.sqrt(-2 * Math.log((first + 1) / 0x100000000));
    const angle = (2 * Math.PI * second) / 0x100000000;
    target[at] = radius * Math.cos(angle);
    if (at + 1 < target.length) target[at + 1] = radius * Math.sin(angle);
  };
  for (let at = 0; at < target.length; at += 4) {
    philox(words, at, 0, 0, 0, key0, key1);
    pair(at, words[0]!, words[1]!);
    if (at + 2 < target.length) pair(at + 2, words[2]!, words[3]!);
  }
}
