import { assert } from "../../base/errors.ts";
import { type Draws, draws } from "../../base/random.ts";
import type { Individual } from "./fishBrush.ts";
import { type Metadata, metadataOf } from "./metadata.ts";
import {
  type AquariumOptions,
  type BackgroundName,
  backgroundNames,
  type Split,
  speciesOf,
  splitNames,
} from "./options.ts";
import type { Pose } from "./posture.ts";
import { allSpecies, type Species } from "./species.ts";

/** What surrounds the fish and lies between it and the camera. */
export interface SceneFacts {
  readonly background: BackgroundName;
  /** 0 ocean blue .. 1 green. */
  readonly waterColour: number;
  readonly turbidity: number;
  readonly brightness: number;
  readonly warmth: number;
  readonly bubbles: number;
  /** Share of the fish's length hidden. */
  readonly occlusion: number;
}

export interface CameraFacts {
  readonly blur: number;
  readonly noise: number;
  readonly compression: number;
}

/** A near duplicate: the same picture, cropped, brightened and compressed again. */
export interface Retouch {
  readonly crop: number;
  readonly gain: number;
  readonly compression: number;
}

/** One picture before it is painted, with everything that was drawn for it: the ground truth. Plain data. */
export interface PlannedPicture {
  readonly split: Split;
  readonly index: number;
  readonly size: number;
  /** What the fish is. */
  readonly species: string;
  /** What it is called: another species where the label is wrong. */
  readonly label: string;
  /** Whose looks it has: another species' for mimics and ambiguous ones. */
  readonly looks: string;
  /** Pictures of one encounter share a group. */
  readonly group: string;
  readonly pose: Pose;
  readonly individual: Individual;
  readonly scene: SceneFacts;
  readonly camera: CameraFacts;
  /** Diameter of the tell-tale spot over the fish's length, 0 for none. */
  readonly telltale: number;
  /** True where background and water give the species away. */
  readonly isShortcut: boolean;
  readonly metadata: Metadata;
  /** The training picture that this one copies. */
  readonly duplicateOf: { readonly index: number; readonly retouch: Retouch | null } | null;
  /** Where the paint of this picture is drawn from: counters for `draws`. */
  readonly stream: {
    readonly seed: number;
    readonly split: number;
    readonly index: number;
    readonly encounter: number;
  };
}

/** A data set before it is painted: as many pictures as asked for, each made when it is read. */
export interface AquariumPlan extends Iterable<PlannedPicture> {
  readonly options: AquariumOptions;
  readonly seed: number;
  /** Species in alphabetical order: the classes of the data set. */
  readonly classes: readonly string[];
  readonly count: number;
  /** One picture of one split, whatever the order of asking. */
  picture(split: Split, index: number): PlannedPicture;
  pictures(split: Split): Iterable<PlannedPicture>;
}

/**
 * Plans a data set. Each picture is a function of (options, seed, split, index): more pictures in a split, or in
 * another, change none of the rest (only copies of training pictures look at how many of those there are).
 * Species take turns, in proportion to their weights.
 */
export function generateAquarium(options: AquariumOptions, seed: number): AquariumPlan {
  const names = speciesOf(options);
  const turns = Object.fromEntries(
    splitNames.map((split) => [split, takeTurns(weightsOf(options, split), options.images[split])]),
  ) as unknown as Record<Split, Turns>;

  const fresh = (split: Split, index: number): PlannedPicture => {
    const turn = turns[split];
    const number = turn.species[index];
    assert(number !== undefined, `picture ${index} of ${split} is planned`);
    return planPicture(options, seed, names, split, index, number, turn.ordinal[index]!);
  };
  const picture = (split: Split, index: number): PlannedPicture => {
    const planned = fresh(split, index);
    const source = copiedFrom(options, seed, turns, split, index);
    if (source === null) return planned;
    const { near } = options.plant.duplicates!;
    const rng = draws(seed, "aquarium:retouch", splitNames.indexOf(split), index);
    const isNear = rng.chance(near);
    const retouch: Retouch = {
      crop: rng.uniform(0.01, 0.05),
      gain: rng.uniform(0.92, 1.08),
      compression: rng.uniform(0.15, 0.5),
    };
    return {
      ...fresh("train", source),
      split,
      index,
      duplicateOf: { index: source, retouch: isNear ? retouch : null },
    };
  };
  function* pictures(split: Split): Iterable<PlannedPicture> {
    for (let index = 0; index < options.images[split]; index += 1) yield picture(split, index);
  }
  return {
    options,
    seed,
    classes: [...names].sort(),
    count: splitNames.reduce((sum, split) => sum + options.images[split], 0),
    picture,
    pictures,
    *[Symbol.iterator]() {
      for (const split of splitNames) yield* pictures(split);
    },
  };
}

/** Which species each picture of a split has, and which of that species' pictures it is. */
interface Turns {
  readonly species: Uint8Array;
  readonly ordinal: Uint32Array;
  /** For each species, the indices of its pictures. */
  readonly bySpecies: readonly (readonly number[])[];
}

/** Smooth weighted round-robin: after any number of pictures, shares are as near to the weights as can be. */
function takeTurns(weights: readonly number[], count: number): Turns {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const credit = weights.map(() => 0);
  const species = new Uint8Array(count);
  const ordinal = new Uint32Array(count);
  const bySpecies: number[][] = weights.map(() => []);
  for (let index = 0; index < count; index += 1) {
    let next = 0;
    for (let s = 0; s < weights.length; s += 1) {
      credit[s]! += weights[s]!;
      if (credit[s]! > credit[next]! + 1e-9) next = s;
    }
    credit[next]! -= total;
    species[index] = next;
    ordinal[index] = bySpecies[next]!.length;
    bySpecies[next]!.push(index);
  }
  return { species, ordinal, bySpecies };
}

function weightsOf(options: AquariumOptions, split: Split): readonly number[] {
  const names = speciesOf(options);
  const { imbalance } = options.plant;
  if (imbalance === undefined || !imbalance.splits.includes(split)) return names.map(() => 1);
  const { weights, ratio } = imbalance;
  if (weights !== undefined) return names.map((name) => weights[name] ?? 1);
  return names.map((_, i) => ratio ** (-i / (names.length - 1)));
}

/** The training picture of the same species that this one copies, or null. */
function copiedFrom(
  { plant }: AquariumOptions,
  seed: number,
  turns: Record<Split, Turns>,
  split: Split,
  index: number,
): number | null {
  const { duplicates } = plant;
  if (duplicates === undefined || split === "train" || !duplicates.splits.includes(split)) return null;
  const rng = draws(seed, "aquarium:duplicate", splitNames.indexOf(split), index);
  const isCopy = duplicates.count === undefined ? rng.chance(duplicates.share) : index < duplicates.count;
  const sources = turns.train.bySpecies[turns[split].species[index]!]!;
  if (!isCopy || sources.length === 0) return null;
  return sources[turns[split].ordinal[index]! % sources.length]!;
}

function planPicture(
  options: AquariumOptions,
  seed: number,
  names: readonly string[],
  split: Split,
  index: number,
  speciesNumber: number,
  ordinal: number,
): PlannedPicture {
  const splitNumber = splitNames.indexOf(split);
  const encounter = speciesNumber * 2 ** 26 + Math.floor(ordinal / options.photosPerEncounter);
  const perPicture = (purpose: string): Draws => draws(seed, `aquarium:${purpose}`, splitNumber, index);
  const perEncounter = (purpose: string): Draws => draws(seed, `aquarium:${purpose}`, splitNumber, encounter);
  const species = names[speciesNumber]!;
  const looks = looksOf(options, names, species, ordinal, perPicture("looks"));
  const between = rangesOf(options, seed, split, species, speciesNumber);

  const poseDraws = perPicture("pose");
  const sceneDraws = perEncounter("scene");
  const cameraDraws = perPicture("camera");
  const clutterDraws = perPicture("clutter");
  const pose: Pose = {
    share: between("share", options.framing.share, poseDraws),
    x: between("x", options.framing.place, poseDraws),
    y: between("y", options.framing.place, poseDraws),
    roll: between("roll", options.pose.roll, poseDraws),
    yaw: between("yaw", options.pose.yaw, poseDraws),
    bend: between("bend", options.pose.bend, poseDraws),
    facing: facingOf(options.pose.facing, between("facing", [0, 1], poseDraws)),
  };
  const freeScene: SceneFacts = {
    background: itemAt(backgroundsOf(options, split), between("background", [0, 1], sceneDraws)),
    waterColour: between("waterColour", options.water.colour, sceneDraws),
    turbidity: between("turbidity", options.water.turbidity, sceneDraws),
    brightness: between("brightness", options.light.brightness, sceneDraws),
    warmth: between("warmth", options.light.warmth, sceneDraws),
    bubbles: Math.round(between("bubbles", options.clutter.bubbles, clutterDraws)),
    occlusion: clutterDraws.chance(options.clutter.occluded)
      ? between("occlusion", options.clutter.occlusion, clutterDraws)
      : 0,
  };
  const { shortcut, mimic } = options.plant;
  const isShortcut = perEncounter("shortcut").chance(shortcut?.strength ?? 0) && shortcut!.splits.includes(split);
  return {
    split,
    index,
    size: options.size,
    species,
    label: labelOf(options, names, split, speciesNumber, perPicture("label")),
    looks: looks.id,
    group: `${split}-${speciesNumber}-${encounter % 2 ** 26}`,
    pose,
    individual: individualOf(options, perEncounter("individual")),
    scene: dryWhereAshore(isShortcut ? { ...freeScene, ...tellingScene(speciesNumber) } : freeScene),
    camera: {
      blur: between("blur", options.camera.blur, cameraDraws),
      noise: between("noise", options.camera.noise, cameraDraws),
      compression: between("compression", options.camera.compression, cameraDraws),
    },
    telltale: mimic !== undefined && mimic.species === species ? mimic.detail : 0,
    isShortcut,
    metadata: metadataOf(speciesNamed(species).facts, options.metadata, perPicture("metadata")),
    duplicateOf: null,
    stream: { seed, split: splitNumber, index, encounter },
  };
}

/** Whose looks a fish has: its own, unless it is a mimic or ambiguous. */
function looksOf(
  options: AquariumOptions,
  names: readonly string[],
  species: string,
  ordinal: number,
  rng: Draws,
): Species {
  const { mimic, ambiguity } = options.plant;
  if (mimic?.species === species) {
    const others = names.filter((name) => name !== species);
    return speciesNamed(others[ordinal % others.length]!);
  }
  const isTossed = rng.chance(ambiguity?.strength ?? 0);
  const isA = rng.chance(0.5);
  if (ambiguity !== undefined && isTossed && (species === ambiguity.a || species === ambiguity.b)) {
    return speciesNamed(isA ? ambiguity.a : ambiguity.b);
  }
  return speciesNamed(species);
}

function labelOf(options: AquariumOptions, names: readonly string[], split: Split, own: number, rng: Draws): string {
  const { labelNoise } = options.plant;
  const isWrong = rng.chance(labelNoise?.share ?? 0);
  const other = rng.below(names.length - 1);
  if (!isWrong || !labelNoise!.splits.includes(split)) return names[own]!;
  return names[other < own ? other : other + 1]!;
}

type Between = (name: string, range: readonly [number, number], rng: Draws) => number;

/**
 * Draws a parameter from its range, as the plants have changed it for this split and species. One number is drawn
 * whatever the plants, so that a plant changes only what it says.
 */
function rangesOf(
  { plant }: AquariumOptions,
  seed: number,
  split: Split,
  species: string,
  speciesNumber: number,
): Between {
  const { lowVariety, shift } = plant;
  const isNarrow = lowVariety !== undefined && lowVariety.species === species && lowVariety.splits.includes(split);
  const isShifted = shift?.splits.includes(split) === true;
  return (name, [low, high], rng) => {
    const free = rng.uniform();
    // The corner is drawn for each parameter alone and is the same for all pictures of the species.
    const corner = isNarrow ? draws(seed, `aquarium:corner:${name}`, speciesNumber).uniform() : 0;
    const place = isNarrow ? corner * (1 - lowVariety.spread) + free * lowVariety.spread : free;
    const value = low + place * (high - low);
    const target = isShifted ? shiftTarget(name, shift.kinds) : null;
    if (target === null) return value;
    const shifted = target[0] + place * (target[1] - target[0]);
    return value + (shifted - value) * shift!.strength;
  };
}

type ShiftKind = NonNullable<AquariumOptions["plant"]["shift"]>["kinds"][number];

/** The range that a parameter has under a shift of full strength. */
const shiftTargets: Record<string, { readonly kind: ShiftKind; readonly range: readonly [number, number] }> = {
  waterColour: { kind: "water", range: [0.85, 1] },
  turbidity: { kind: "water", range: [0.35, 0.6] },
  brightness: { kind: "light", range: [0.45, 0.65] },
  warmth: { kind: "light", range: [-0.2, -0.1] },
  share: { kind: "size", range: [0.4, 0.55] },
  x: { kind: "place", range: [0, 1] },
  y: { kind: "place", range: [0, 1] },
  blur: { kind: "blur", range: [0.012, 0.022] },
};

function shiftTarget(name: string, kinds: readonly ShiftKind[]): readonly [number, number] | null {
  const target = shiftTargets[name];
  return target !== undefined && kinds.includes(target.kind) ? target.range : null;
}

/** Under a shift of backgrounds at least half as strong as can be, photographs come from the market. */
function backgroundsOf({ backgrounds, plant: { shift } }: AquariumOptions, split: Split): readonly BackgroundName[] {
  const isShifted =
    shift?.splits.includes(split) === true && shift.kinds.includes("background") && shift.strength >= 0.5;
  return isShifted ? ["market-slab", "sand"] : backgrounds;
}

/** The scene that belongs to one species: backgrounds and, among those of one background, waters in turn. */
function tellingScene(speciesNumber: number): Pick<SceneFacts, "background" | "waterColour"> {
  const waters = [0, 1, 0.5, 0.75];
  return {
    background: backgroundNames[speciesNumber % backgroundNames.length]!,
    waterColour: waters[Math.floor(speciesNumber / backgroundNames.length) % waters.length]!,
  };
}

/** Ashore there are no bubbles and no murky water. */
function dryWhereAshore(scene: SceneFacts): SceneFacts {
  const isAshore = scene.background === "market-slab" || scene.background === "hand";
  return isAshore ? { ...scene, bubbles: 0, turbidity: 0 } : scene;
}

function individualOf({ individual: { colour, shape } }: AquariumOptions, rng: Draws): Individual {
  return {
    gain: 1 + colour * rng.uniform(-0.25, 0.25),
    warmth: colour * rng.uniform(-0.14, 0.14),
    stoutness: 1 + shape * rng.uniform(-0.16, 0.16),
    wander: shape,
  };
}

function facingOf(facing: AquariumOptions["pose"]["facing"], draw: number): "left" | "right" {
  if (facing !== "both") return facing;
  return draw < 0.5 ? "left" : "right";
}

function itemAt<T>(items: readonly T[], place: number): T {
  return items[Math.min(items.length - 1, Math.floor(place * items.length))]!;
}

/** The species of this id; ids come from checked options. */
export function speciesNamed(id: string): Species {
  const species = allSpecies.find((one) => one.id === id);
  assert(species !== undefined, `${id} is a species of the table`);
  return species;
}
