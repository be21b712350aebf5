import { expect, test } from "vitest";
import { type AquariumInput, parseAquariumOptions } from "./options.ts";
import { paintFish, paintMask } from "./paintFish.ts";
import { generateAquarium } from "./plan.ts";

/** Nothing between the fish and its pixels: what differs from the empty scene is the fish. */
const clear: AquariumInput = {
  size: 64,
  water: { turbidity: [0, 0] },
  camera: { blur: [0, 0], noise: [0, 0], compression: [0, 0] },
};

function plan(input: AquariumInput, seed = 3) {
  return generateAquarium(parseAquariumOptions(input), seed);
}

function difference(a: Uint8Array, b: Uint8Array, place: number): number {
  let most = 0;
  for (let i = 3 * place; i < 3 * place + 3; i += 1) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

test("the same picture has the same bytes, in whatever order and company it is painted", async () => {
  const one = plan({ size: 48, species: 16, images: { train: 16 } });
  const other = plan({ size: 48, species: 16, images: { train: 32, validation: 9 } });
  const alone = new Map<number, Uint8Array>();
  for (let index = 0; index < 16; index += 1) alone.set(index, await paintFish(one.picture("train", index)));
  const backwards = Array.from({ length: 16 }, (_, i) => 15 - i);
  const together = await Promise.all(backwards.map(async (i) => await paintFish(other.picture("train", i))));
  backwards.forEach((index, i) => {
    expect(Buffer.compare(together[i]!, alone.get(index)!)).toBe(0);
  });
  expect(
    Buffer.compare(alone.get(0)!, await paintFish(plan({ size: 48, species: 16 }, 4).picture("train", 0))),
  ).not.toBe(0);
});

test("the mask is where the picture differs from its scene without the fish", async () => {
  const pictures = [...plan({ ...clear, species: 16, images: { train: 48 } }).pictures("train")];
  let both = 0;
  let either = 0;
  for (const picture of pictures) {
    const [full, empty, mask] = await Promise.all([
      paintFish(picture),
      paintFish(picture, { without: ["fish"] }),
      paintMask(picture),
    ]);
    for (let place = 0; place < mask.length; place += 1) {
      const isChanged = difference(full, empty, place) > 8;
      const isFish = mask[place]! >= 128;
      if (mask[place] === 0)
        expect(difference(full, empty, place), `${picture.index} at ${place}`).toBeLessThanOrEqual(3);
      either += isChanged || isFish ? 1 : 0;
      both += isChanged && isFish ? 1 : 0;
    }
  }
  // The rest are edges (a fish covers a third of a pixel) and scales that have the background's very colour.
  expect(both / either).toBeGreaterThan(0.9);
});

test("what stands before the fish takes its share from the mask", async () => {
  const covered = async (occlusion: number): Promise<number> => {
    const occluded = { occluded: 1, occlusion: [occlusion, occlusion] as [number, number] };
    const pictures = plan({ ...clear, species: 12, images: { train: 60 }, clutter: occluded }).pictures("train");
    let sum = 0;
    for (const picture of pictures) sum += (await paintMask(picture)).reduce((total, value) => total + value, 0);
    return sum;
  };
  const hidden = 1 - (await covered(0.3)) / (await covered(0));
  expect(hidden).toBeGreaterThan(0.22);
  expect(hidden).toBeLessThan(0.36);
});

test("the fish takes the share of the frame that was asked for, and lies wholly inside", async () => {
  for (const share of [0.4, 0.9]) {
    const pictures = plan({
      ...clear,
      species: 16,
      images: { train: 32 },
      framing: { share: [share, share], place: [0.1, 0.9] },
      clutter: { occluded: 0 },
      pose: { roll: [-40, 40] },
    }).pictures("train");
    for (const picture of pictures) {
      const mask = await paintMask(picture);
      const lit = [...mask.keys()].filter((place) => mask[place]! > 64);
      const columns = lit.map((place) => place % 64);
      const rows = lit.map((place) => Math.floor(place / 64));
      const extent = Math.max(Math.max(...columns) - Math.min(...columns), Math.max(...rows) - Math.min(...rows)) + 1;
      expect(Math.abs(extent / 64 - share), `${picture.species} ${picture.index}`).toBeLessThan(0.09);
    }
  }
});

test("a mimic's tell-tale spot changes its pictures there and nowhere else; without it they are the looks' own", async () => {
  const input = (detail: number): AquariumInput => ({
    ...clear,
    species: 5,
    clutter: { occluded: 0 },
    images: { train: 20 },
    plant: { mimic: { species: "amphiprion-ocellaris", detail } },
  });
  const plain = plan(input(0));
  const marked = plan(input(0.12));
  for (const picture of marked.pictures("train")) {
    if (picture.species !== "amphiprion-ocellaris") continue;
    const [a, b] = await Promise.all([paintFish(picture), paintFish(plain.picture("train", picture.index))]);
    const changed = Array.from({ length: 64 * 64 }, (_, place) => difference(a, b, place)).filter((d) => d > 3).length;
    // A spot of 0.12 body lengths on a fish of 25 to 60 pixels covers 7 to 41 pixels, and touches some more.
    expect(changed).toBeGreaterThan(4);
    expect(changed).toBeLessThan(80);
  }
});

test("exact duplicates have their source's bytes; near ones are close and not the same", async () => {
  const input = (near: number): AquariumInput => ({
    species: 4,
    images: { train: 12, validation: 12 },
    plant: { duplicates: { count: 12, near } },
  });
  const exact = plan(input(0));
  const nearly = plan(input(1));
  for (let index = 0; index < 12; index += 1) {
    const copy = exact.picture("validation", index);
    const source = await paintFish(exact.picture("train", copy.duplicateOf!.index));
    expect(Buffer.compare(await paintFish(copy), source)).toBe(0);
    const other = await paintFish(nearly.picture("validation", index));
    const apart = other.reduce((sum, value, i) => sum + Math.abs(value - source[i]!), 0) / source.length;
    expect(apart).toBeGreaterThan(0);
    expect(apart).toBeLessThan(30);
  }
});

test("wrong labels and metadata change no pixel", async () => {
  const images = { train: 6 };
  const usual = plan({ species: 3, images });
  const noisy = plan({ species: 3, images, metadata: { strength: 1 }, plant: { labelNoise: { share: 1 } } });
  for (let index = 0; index < 6; index += 1) {
    expect(noisy.picture("train", index).label).not.toBe(usual.picture("train", index).label);
    const [a, b] = await Promise.all([usual, noisy].map(async (one) => await paintFish(one.picture("train", index))));
    expect(Buffer.compare(a!, b!)).toBe(0);
  }
});
