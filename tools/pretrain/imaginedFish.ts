import { draws } from "../../src/base/random.ts";
import { parseAquariumOptions } from "../../src/data/aquarium/options.ts";
import { paintFish } from "../../src/data/aquarium/paintFish.ts";
import { type AquariumPlan, generateAquarium, type PlannedPicture } from "../../src/data/aquarium/plan.ts";
import type { Species } from "../../src/data/aquarium/species.ts";
import { imaginedSpecies } from "./imaginedSpecies.ts";

/** A picture before it is painted, and the species of its fish. */
export interface ImaginedFish {
  readonly picture: PlannedPicture;
  readonly species: Species;
  /** Which of the imagined species it is. */
  readonly number: number;
}

export interface ImaginedFishOptions {
  readonly seed: number;
  /** How many species there are. */
  readonly species: number;
  /** Side of the pictures in pixels. */
  readonly size: number;
}

/** How many pictures there can be for training, and how many are kept apart to look at how well they are learnt. */
export const mostPictures = 4_000_000;
export const heldOutPictures = 2000;

/** Fish of many species in an aquarium where everything varies widely. */
export class ImaginedAquarium {
  readonly species: readonly Species[];
  private readonly plan: AquariumPlan;

  constructor(private readonly options: ImaginedFishOptions) {
    const { seed, size } = options;
    this.species = Array.from({ length: options.species }, (_, number) => imaginedSpecies(seed, number));
    this.plan = generateAquarium(
      parseAquariumOptions({
        size,
        species: 2,
        // A picture is a function of its index, whatever their number: none of these is made before it is asked for.
        images: { train: mostPictures, validation: 0, test: heldOutPictures },
        backgrounds: ["reef", "reef", "reef", "open-water", "open-water", "open-water", "sand", "market-slab", "hand"],
        ...everythingVaries,
      }),
      seed,
    );
  }

  /** @param index 0..mostPictures-1, or 0..heldOutPictures-1 of those held out */
  fish(index: number, isHeldOut = false): ImaginedFish {
    const rng = draws(this.options.seed, "pretrain:fish", index, isHeldOut ? 1 : 0);
    const number = rng.below(this.options.species);
    const species = this.species[number]!;
    return { picture: this.plan.picture(isHeldOut ? "test" : "train", index), species, number };
  }
}

/** The aquarium's ranges, wider than its defaults. */
export const everythingVaries = {
  framing: { share: [0.5, 0.95], place: [0.15, 0.85] },
  pose: { roll: [-35, 35], yaw: [-50, 50], bend: [-0.45, 0.45] },
  water: { colour: [0, 1], turbidity: [0, 0.4] },
  light: { brightness: [0.65, 1.5], warmth: [-0.15, 0.15] },
  clutter: { bubbles: [0, 4], occluded: 0.25, occlusion: [0.03, 0.2] },
  camera: { blur: [0, 0.014], noise: [0, 0.035], compression: [0, 0.55] },
  individual: { colour: 0.5, shape: 0.6 },
  metadata: { columns: [] },
} as const;

/** Paints one. @returns RGB planes [3, size, size] */
export async function paintPlanes({ picture, species }: ImaginedFish): Promise<Uint8Array> {
  const interleaved = await paintFish(picture, { species });
  const places = interleaved.length / 3;
  const planes = new Uint8Array(interleaved.length);
  for (let i = 0; i < places; i += 1) {
    for (let c = 0; c < 3; c += 1) planes[c * places + i] = interleaved[3 * i + c]!;
  }
  return planes;
}
