import { type BackgroundName, backgroundNames } from "../../src/data/aquarium/options.ts";
import type { Species } from "../../src/data/aquarium/species.ts";
import type { ImaginedFish } from "./imaginedFish.ts";
import { everythingVaries } from "./imaginedFish.ts";
import { labOf } from "./labColour.ts";

/** One of several answers: learnt with the softmax's cross-entropy. */
export interface Category {
  readonly name: string;
  readonly answers: number;
  /** Its share in the loss. */
  readonly weight: number;
  readonly of: (fish: ImaginedFish, isMirrored: boolean) => number;
}

/** A number: learnt with the squared error after `middle` is taken away and it is divided by `spread`. */
export interface Quantity {
  readonly name: string;
  readonly middle: number;
  readonly spread: number;
  readonly of: (fish: ImaginedFish, isMirrored: boolean) => number;
}

const plans = ["fusiform", "elongate", "oval", "disc", "perch", "eel", "box"] as const;
const marks = ["bars", "stripes", "spots", "ocellus", "patch"] as const;

/** What is learnt of a fish besides its species: the categories, the species first. */
export function categoriesOf(species: number): readonly Category[] {
  return [
    { name: "species", answers: species, weight: 1, of: ({ number }) => number },
    { name: "body-plan", answers: plans.length, weight: 0.2, of: ({ species: { body } }) => plans.indexOf(body.plan) },
    {
      name: "background",
      answers: backgroundNames.length,
      weight: 0.2,
      of: ({ picture }) => backgroundNames.indexOf(picture.scene.background as BackgroundName),
    },
    {
      name: "facing",
      answers: 2,
      weight: 0.2,
      // A mirrored fish looks to the other side; its roll, yaw and bend are its own and stay.
      of: ({ picture }, isMirrored) => ((picture.pose.facing === "left") !== isMirrored ? 0 : 1),
    },
  ];
}

/** The weight of all numbers together in the loss. */
export const quantitiesWeight = 1;

/** A number that is drawn evenly from a range. */
function even(name: string, [low, high]: readonly [number, number], of: Quantity["of"]): Quantity {
  return { name, middle: (low + high) / 2, spread: (high - low) / Math.sqrt(12), of };
}

const { framing, pose, water } = everythingVaries;

const ofPicture: readonly Quantity[] = [
  even("share", framing.share, ({ picture }) => picture.pose.share),
  even("x", framing.place, ({ picture }, isMirrored) => (isMirrored ? 1 - picture.pose.x : picture.pose.x)),
  even("y", framing.place, ({ picture }) => picture.pose.y),
  even("roll", pose.roll, ({ picture }) => picture.pose.roll),
  even("yaw", pose.yaw, ({ picture }) => picture.pose.yaw),
  even("bend", pose.bend, ({ picture }) => picture.pose.bend),
  even("turbidity", water.turbidity, ({ picture }) => picture.scene.turbidity),
];

/** Of the species: its shape, its marks and its colours as they are in clear water under white light. */
const ofSpecies: readonly { readonly name: string; readonly of: (species: Species) => number }[] = [
  { name: "depth", of: ({ body }) => body.depth },
  { name: "tail-length", of: ({ tail }) => tail.length },
  { name: "tail-span", of: ({ tail }) => tail.span },
  { name: "tail-fork", of: ({ tail }) => tail.fork },
  ...marks.map((kind) => ({
    name: `has-${kind}`,
    of: (species: Species) => (species.marks.some((mark) => mark.kind === kind) ? 1 : 0),
  })),
  {
    name: "bars",
    of: (species) => species.marks.reduce((n, mark) => n + (mark.kind === "bars" ? mark.at.length : 0), 0),
  },
  ...(["back", "flank", "belly"] as const).flatMap((part) =>
    [0, 1, 2].map((channel) => ({
      name: `${part}-${"Lab"[channel]!}`,
      of: ({ colours }: Species) => labOf(colours[part])[channel]!,
    })),
  ),
  ...[0, 1, 2].map((channel) => ({
    name: `tail-${"Lab"[channel]!}`,
    of: ({ tail }: Species) => labOf(tail.colour)[channel]!,
  })),
];

/** The numbers that are learnt, brought to mean 0 and deviation 1 over the aquarium's species and ranges. */
export function quantitiesOf(species: readonly Species[]): readonly Quantity[] {
  return [
    ...ofPicture,
    ...ofSpecies.map(({ name, of }): Quantity => {
      const values = species.map(of);
      const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length;
      return { name, middle, spread: Math.max(1e-3, Math.sqrt(variance)), of: (fish) => of(fish.species) };
    }),
  ];
}
