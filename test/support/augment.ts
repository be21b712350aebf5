import type { Affine } from "../../src/data/augmentations/affine.ts";
import type { Augmentation, AugmentationChoice } from "../../src/data/augmentations/augmentation.ts";
import type { ColourChange } from "../../src/data/augmentations/colour.ts";
import { AugmentationPlan, type AugmentedBatch } from "../../src/data/augmentations/plan.ts";
import { Graph } from "../../src/graph/graph.ts";
import { numbersOf, tensorOf } from "../../src/graph/tensor.ts";
import { Program } from "../../src/runtime/program.ts";
import { ProgramState } from "../../src/runtime/state.ts";

/** Pictures on a scale of 0..255: no normalisation, so that a result can be compared with its definition. */
export const unscaled = { mean: [0, 0, 0], deviation: [1 / 255, 1 / 255, 1 / 255] } as const;

export interface Picture {
  readonly size: number;
  /** Red plane, green plane, blue plane, each row by row. */
  readonly values: readonly number[];
}

/** A picture from a function of channel, row and column. */
export function picture(size: number, at: (c: number, y: number, x: number) => number): Picture {
  const values: number[] = [];
  for (let c = 0; c < 3; c += 1)
    for (let y = 0; y < size; y += 1) for (let x = 0; x < size; x += 1) values.push(at(c, y, x));
  return { size, values };
}

/** Runs augmentations over pictures of one size. */
export async function augmented(
  choices: readonly AugmentationChoice[],
  pictures: readonly Picture[],
  batch: AugmentedBatch = { seed: 1, epoch: 0, photos: pictures.map((_, i) => i) },
  statistics: ConstructorParameters<typeof AugmentationPlan>[2] = unscaled,
): Promise<number[][]> {
  const { size } = pictures[0]!;
  const plan = new AugmentationPlan(choices, size, statistics);
  const graph = new Graph();
  const shape = [pictures.length, 3, size, size];
  const y = plan.build(graph, graph.input("pixels", "uint8", shape));
  const program = await Program.compile(graph, { y }, { threads: 1 });
  const buffers = plan.buffers(pictures.length);
  plan.fill(buffers, batch);
  const pixels = tensorOf(
    "uint8",
    shape,
    pictures.flatMap(({ values }) => values),
  );
  const results = numbersOf((await program.run(new ProgramState(), { ...buffers, pixels })).y);
  await program.release();
  const length = 3 * size * size;
  return pictures.map((_, i) => results.slice(i * length, (i + 1) * length));
}

/** An augmentation as a config gives it. */
export function choose(augmentation: Augmentation, given: unknown): AugmentationChoice {
  return { augmentation, options: augmentation.schema.parse(given) };
}

/** A move or change of colours that is no draw, to see what the graph makes of it. */
export function always(what: { move: Affine } | { change: ColourChange }): AugmentationChoice {
  const schema = undefined as never;
  const base = { id: "always", summary: "", schema };
  const augmentation: Augmentation =
    "move" in what
      ? { ...base, kind: "geometry", draw: () => what.move }
      : { ...base, kind: "colour", mixesChannels: true, usesMean: true, draw: () => what.change };
  return { augmentation, options: undefined };
}

/** The largest difference between two lists of numbers. */
export function farthest(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), a.length === b.length ? 0 : Infinity);
}
