import { readFileSync } from "node:fs";
import type { Affine } from "../../src/data/augmentations/affine.ts";
import type { Augmentation, AugmentationChoice, PhotoChange } from "../../src/data/augmentations/augmentation.ts";
import type { ColourChange } from "../../src/data/augmentations/colour.ts";
import type { Homography } from "../../src/data/augmentations/homography.ts";
import { type Mixing, mixTargets } from "../../src/data/augmentations/mixing.ts";
import { AugmentationPlan, type AugmentedBatch } from "../../src/data/augmentations/plan.ts";
import { oneHot } from "../../src/data/batches.ts";
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
  return (await run(choices, pictures, batch, statistics)).results;
}

/** Runs augmentations that mix over pictures whose classes go round: 0, 1, ..., classes - 1, 0, ... */
export async function mixed(
  choices: readonly AugmentationChoice[],
  pictures: readonly Picture[],
  classes: number,
  epoch = 0,
): Promise<{ results: number[][]; mixing: Mixing; targets: number[] }> {
  const photos = pictures.map((_, i) => i);
  const labels = photos.map((i) => i % classes);
  const { results, mixing } = await run(choices, pictures, { seed: 1, epoch, photos, labels }, unscaled);
  const targets = new Float32Array(pictures.length * classes);
  oneHot(BigInt64Array.from(labels, BigInt), classes, targets);
  mixTargets(targets, classes, mixing!);
  return { results, mixing: mixing!, targets: [...targets] };
}

async function run(
  choices: readonly AugmentationChoice[],
  pictures: readonly Picture[],
  batch: AugmentedBatch,
  statistics: ConstructorParameters<typeof AugmentationPlan>[2],
): Promise<{ results: number[][]; mixing: Mixing | undefined }> {
  const { size } = pictures[0]!;
  const plan = new AugmentationPlan(choices, size, statistics);
  const graph = new Graph();
  const shape = [pictures.length, 3, size, size];
  const y = plan.build(graph, graph.input("pixels", "uint8", shape));
  const program = await Program.compile(graph, { y }, { threads: 1 });
  const buffers = plan.buffers(pictures.length);
  const mixing = plan.fill(buffers, batch);
  const pixels = tensorOf(
    "uint8",
    shape,
    pictures.flatMap(({ values }) => values),
  );
  const results = numbersOf((await program.run(new ProgramState(), { ...buffers, pixels })).y);
  await program.release();
  const length = 3 * size * size;
  return { results: pictures.map((_, i) => results.slice(i * length, (i + 1) * length)), mixing };
}

/** An augmentation as a config gives it. */
export function choose(augmentation: Augmentation, given: unknown): AugmentationChoice {
  return { augmentation, options: augmentation.schema.parse(given) };
}

/** A move or change of colours that is no draw, to see what the graph makes of it. */
export function always(what: { move: Affine | Homography } | { change: ColourChange }): AugmentationChoice {
  return fixed("move" in what ? { kind: "geometry", change: what.move } : { kind: "colour", change: what.change });
}

/** A change of any kind that is no draw. */
export function fixed({ kind, change }: PhotoChange): AugmentationChoice {
  const flags = {
    geometry: { isProjective: Array.isArray(change) },
    colour: { mixesChannels: true, usesMean: true },
    curve: { curve: (change as { curve: string }).curve },
    blur: { largest: () => change },
    noise: {},
    jpeg: {},
    mask: { paints: () => (change as { paint: string }).paint !== "mean" },
  }[kind];
  const base = { id: "fixed", summary: "", schema: undefined as never };
  return {
    augmentation: { ...base, kind, ...flags, draw: () => change } as unknown as Augmentation,
    options: undefined,
  };
}

/** What torchvision and PIL make of some pictures. */
export const reference = JSON.parse(
  readFileSync(new URL("../fixtures/augmentations.json", import.meta.url), "utf8"),
) as {
  readonly size: number;
  readonly picture: readonly number[];
  readonly gamma: readonly { exponent: number; values: number[] }[];
  readonly solarize: readonly { threshold: number; values: number[] }[];
  readonly posterize: readonly { bits: number; values: number[] }[];
  readonly blur: readonly { deviation: number; values: number[] }[];
  readonly perspective: readonly { corners: [number, number][]; values: number[]; inside: boolean[] }[];
  readonly hue: readonly { degrees: number; values: number[] }[];
  readonly jpeg: readonly { size: number; quality: number; picture: number[]; values: number[] }[];
};

/** The picture that the references were made from. */
export const referencePicture: Picture = { size: reference.size, values: reference.picture };

/** The largest difference between two lists of numbers. */
export function farthest(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), a.length === b.length ? 0 : Infinity);
}
