import { join } from "node:path";
import type { Config } from "../../src/config/config.ts";
import { type NetName, nets, type OptimizerName, optimizers, trainingOf } from "./nets.ts";
import { type Plant, plants } from "./plants.ts";

/** A training whose diagnosis is known. */
export interface KnownTraining {
  /** Such as "dying-relu/aquarium/3" or "control/residual-adam-2/fish-photos/1". */
  readonly id: string;
  /** undefined for a healthy control. */
  readonly plant: Plant | undefined;
  /** Rules were tuned on these; figures come from the others. */
  readonly isForTuning: boolean;
  readonly config: () => Promise<Config>;
}

export interface PhotoSet {
  readonly name: string;
  /** Class folders, or train/ val/ test/. */
  readonly path: string;
}

/** Every second seed is for tuning. */
const isForTuning = (seed: number): boolean => seed % 2 === 0;

/** Every plant with every seed on every set of photos. */
export function plantedTrainings(sets: readonly PhotoSet[], seeds: number): KnownTraining[] {
  return counted(seeds).flatMap((seed) =>
    sets.flatMap(({ name, path }) =>
      plants.map(
        (plant): KnownTraining => ({
          id: `${plant.disorder}/${name}/${seed}`,
          plant,
          isForTuning: isForTuning(seed),
          config: () => plant.plant(trainingOf({ ...plant, seed, photos: path }), path, seed),
        }),
      ),
    ),
  );
}

/** Trainings that work: nets, optimisers and rates by turns, so that a prefix of them has something of each. */
export function healthyTrainings(sets: readonly PhotoSet[], count: number): KnownTraining[] {
  const names = Object.keys(nets) as NetName[];
  const kinds = Object.keys(optimizers) as OptimizerName[];
  const factors = [1, 0.5, 2];
  return counted(count).map((i): KnownTraining => {
    const set = sets[i % sets.length]!;
    const turn = Math.floor(i / sets.length);
    const net = names[turn % names.length]!;
    const optimizer = kinds[(turn + Math.floor(turn / names.length)) % kinds.length]!;
    const factor = factors[(turn + Math.floor(turn / 7)) % factors.length]!;
    const seed = 100 + turn;
    return {
      id: `control/${net}-${optimizer}-${factor}/${set.name}/${seed}`,
      plant: undefined,
      isForTuning: isForTuning(seed),
      config: async () => trainingOf({ net, optimizer, factor, epochs: 20, seed, photos: set.path }),
    };
  });
}

/** Where a training's run lies in the bench's folder. */
export function runOf(folder: string, { id }: KnownTraining): string {
  return join(folder, "runs", id.replaceAll("/", "-"));
}

function counted(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
