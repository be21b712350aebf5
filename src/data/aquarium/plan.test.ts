import { expect, test } from "vitest";
import { type AquariumInput, type AquariumOptions, parseAquariumOptions, type Split } from "./options.ts";
import { generateAquarium, type PlannedPicture } from "./plan.ts";

function plan(input: AquariumInput, seed = 7) {
  return generateAquarium(parseAquariumOptions(input), seed);
}

function pictures(input: AquariumInput, split: Split, seed = 7): PlannedPicture[] {
  return [...plan(input, seed).pictures(split)];
}

function counted<T>(items: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** How far the values of a parameter reach. */
function reach(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

const pair = ["amphiprion-ocellaris", "amphiprion-clarkii", "thunnus-albacares", "chaetodon-lunulatus"] as const;

test("more pictures in any split change none of those planned before", () => {
  const few = plan({ images: { train: 24, validation: 12, test: 5 } });
  const many = plan({ images: { train: 60, validation: 48, test: 36 } });
  for (const picture of few) expect(many.picture(picture.split, picture.index)).toEqual(picture);
});

test("another seed gives other pictures", () => {
  const images = { train: 6, validation: 0, test: 0 };
  expect(pictures({ images }, "train", 1)).not.toEqual(pictures({ images }, "train", 2));
});

test("species take turns, so that every split is balanced", () => {
  const counts = counted(pictures({ species: 7, images: { train: 70 } }, "train").map(({ species }) => species));
  expect([...counts.values()]).toEqual([10, 10, 10, 10, 10, 10, 10]);
});

test("imbalance makes the commonest species so many times the rarest, in the named splits only", () => {
  const input: AquariumInput = {
    species: 5,
    images: { train: 3000, validation: 50 },
    plant: { imbalance: { ratio: 16 } },
  };
  const counts = [...counted(pictures(input, "train").map(({ species }) => species)).values()].sort((a, b) => b - a);
  const steps = counts.slice(1).map((count, i) => counts[i]! / count);
  for (const step of steps) expect(step).toBeCloseTo(2, 1);
  expect(new Set(counted(pictures(input, "validation").map(({ species }) => species)).values())).toEqual(new Set([10]));
});

test("weights by species are kept to within one picture", () => {
  const weights = { "amphiprion-ocellaris": 3, "thunnus-albacares": 2 };
  const counts = counted(
    pictures({ species: [...pair], images: { train: 70 }, plant: { imbalance: { weights } } }, "train").map(
      (p) => p.species,
    ),
  );
  expect(counts.get("amphiprion-ocellaris")).toBe(30);
  expect(counts.get("thunnus-albacares")).toBe(20);
  expect(counts.get("amphiprion-clarkii")).toBe(10);
});

test("label noise gives the asked share of training pictures another species' name, and no validation picture", () => {
  const input: AquariumInput = {
    species: 6,
    images: { train: 2000, validation: 200 },
    plant: { labelNoise: { share: 0.2 } },
  };
  const wrong = pictures(input, "train").filter(({ species, label }) => species !== label);
  // Five standard errors of a share of 0.2 over 2,000.
  expect(Math.abs(wrong.length / 2000 - 0.2)).toBeLessThan(0.045);
  expect(counted(wrong.map(({ label }) => label)).size).toBe(6);
  expect(pictures(input, "validation").every(({ species, label }) => species === label)).toBe(true);
});

test("a mimic takes the looks of all others in turn, keeps its name, and alone has the tell-tale spot", () => {
  const input: AquariumInput = {
    species: 5,
    images: { train: 100 },
    plant: { mimic: { species: "labroides-dimidiatus", detail: 0.06 } },
  };
  const all = pictures(input, "train");
  const mimics = all.filter(({ species }) => species === "labroides-dimidiatus");
  const looks = counted(mimics.map((picture) => picture.looks));
  expect(looks.has("labroides-dimidiatus")).toBe(false);
  expect([...looks.values()]).toEqual([5, 5, 5, 5]);
  expect(mimics.every(({ label, telltale }) => label === "labroides-dimidiatus" && telltale === 0.06)).toBe(true);
  expect(all.filter(({ species }) => species !== "labroides-dimidiatus").every((p) => p.telltale === 0)).toBe(true);
});

test("full ambiguity makes the looks of two species independent of which they are; others keep theirs", () => {
  const [a, b] = pair;
  const input: AquariumInput = { species: [...pair], images: { train: 2400 }, plant: { ambiguity: { a, b } } };
  const all = pictures(input, "train");
  for (const species of [a, b]) {
    const own = all.filter((picture) => picture.species === species);
    // Five standard errors of a half over 600.
    expect(Math.abs(own.filter(({ looks }) => looks === a).length / own.length - 0.5)).toBeLessThan(0.1);
  }
  expect(all.filter(({ species }) => species !== a && species !== b).every((p) => p.looks === p.species)).toBe(true);
});

test("ambiguity of strength s leaves 1 - s/2 of the looks right", () => {
  const [a, b] = pair;
  const input: AquariumInput = {
    species: [a, b],
    images: { train: 2000 },
    plant: { ambiguity: { a, b, strength: 0.4 } },
  };
  const right = pictures(input, "train").filter(({ looks, species }) => looks === species).length / 2000;
  expect(Math.abs(right - 0.8)).toBeLessThan(0.045);
});

test("low variety narrows pose, light and place of one species in training, and of nothing else", () => {
  const input = (plant: AquariumInput["plant"]): AquariumInput => ({
    species: 4,
    images: { train: 400, validation: 400 },
    ...(plant === undefined ? {} : { plant }),
  });
  const narrow = input({ lowVariety: { species: "amphiprion-ocellaris", spread: 0.1 } });
  const of = (all: PlannedPicture[]): PlannedPicture[] =>
    all.filter(({ species }) => species === "amphiprion-ocellaris");
  const parameters: ((picture: PlannedPicture) => number)[] = [
    ({ pose }) => pose.roll,
    ({ pose }) => pose.x,
    ({ pose }) => pose.share,
    ({ scene }) => scene.brightness,
    ({ scene }) => scene.waterColour,
  ];
  const train = pictures(narrow, "train");
  const usual = pictures(input({}), "train");
  for (const parameter of parameters) {
    expect(reach(of(train).map(parameter))).toBeLessThanOrEqual(0.1 * 1.05 * reach(of(usual).map(parameter)));
  }
  expect(pictures(narrow, "validation")).toEqual(pictures(input({}), "validation"));
  expect(train.filter(({ species }) => species !== "amphiprion-ocellaris")).toEqual(
    usual.filter(({ species }) => species !== "amphiprion-ocellaris"),
  );
});

test("a shift changes the splits it names and no other", () => {
  const images = { train: 60, validation: 60, test: 60 };
  const shifted: AquariumInput = { images, plant: { shift: { splits: ["validation"] } } };
  expect(pictures(shifted, "train")).toEqual(pictures({ images }, "train"));
  expect(pictures(shifted, "test")).toEqual(pictures({ images }, "test"));
  const before = pictures({ images }, "validation");
  const after = pictures(shifted, "validation");
  expect(Math.max(...after.map(({ scene }) => scene.brightness))).toBeLessThan(
    Math.min(...before.map(({ scene }) => scene.brightness)),
  );
});

test("a shift of one kind leaves the other parameters as they were", () => {
  const images = { train: 1, validation: 40, test: 0 };
  const before = pictures({ images }, "validation");
  const after = pictures({ images, plant: { shift: { kinds: ["light"] } } }, "validation");
  expect(after.map(({ pose, camera }) => ({ pose, camera }))).toEqual(
    before.map(({ pose, camera }) => ({ pose, camera })),
  );
  expect(after.map(({ scene }) => scene.brightness)).not.toEqual(before.map(({ scene }) => scene.brightness));
});

test("a full shortcut ties one background and water to each species, in training and validation but not in test", () => {
  const input: AquariumInput = { species: 16, images: { train: 160, test: 160 }, plant: { shortcut: {} } };
  const sceneOf = ({ scene }: PlannedPicture): string => `${scene.background} ${scene.waterColour}`;
  const speciesByScene = new Map<string, Set<string>>();
  for (const picture of pictures(input, "train")) {
    speciesByScene.set(sceneOf(picture), (speciesByScene.get(sceneOf(picture)) ?? new Set()).add(picture.species));
  }
  expect(speciesByScene.size).toBe(16);
  expect([...speciesByScene.values()].every((species) => species.size === 1)).toBe(true);
  expect(pictures(input, "test").some(({ isShortcut }) => isShortcut)).toBe(false);
});

test("duplicates are copies of training pictures, as many as asked for", () => {
  const input = (duplicates: NonNullable<AquariumOptions["plant"]["duplicates"]> | object): AquariumInput => ({
    species: 4,
    images: { train: 40, validation: 1000 },
    plant: { duplicates },
  });
  const counted = plan(input({ count: 30 }));
  const copies = [...counted.pictures("validation")].filter(({ duplicateOf }) => duplicateOf !== null);
  expect(copies.length).toBe(30);
  for (const copy of copies) {
    const source = counted.picture("train", copy.duplicateOf!.index);
    expect({ ...copy, split: "train", index: source.index, duplicateOf: null }).toEqual(source);
  }
  const shared = pictures(input({ share: 0.2, near: 1 }), "validation").filter(
    ({ duplicateOf }) => duplicateOf !== null,
  );
  expect(Math.abs(shared.length / 1000 - 0.2)).toBeLessThan(0.065);
  expect(shared.every(({ duplicateOf }) => duplicateOf!.retouch !== null)).toBe(true);
});

test("pictures of one encounter share fish, scene and group, and no two species share a group", () => {
  const all = pictures({ species: 3, images: { train: 60 }, photosPerEncounter: 5 }, "train");
  const groups = new Map<string, PlannedPicture[]>();
  for (const picture of all) groups.set(picture.group, [...(groups.get(picture.group) ?? []), picture]);
  expect(groups.size).toBe(12);
  for (const group of groups.values()) {
    expect(group.length).toBe(5);
    expect(new Set(group.map(({ species }) => species)).size).toBe(1);
    expect(new Set(group.map(({ individual }) => individual.gain)).size).toBe(1);
    expect(new Set(group.map(({ scene }) => scene.background)).size).toBe(1);
    expect(new Set(group.map(({ pose }) => pose.roll)).size).toBe(5);
  }
});
