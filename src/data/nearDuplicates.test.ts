import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { expect, test } from "vitest";
import { blots } from "../../test/support/photos.ts";
import { draws } from "../base/random.ts";
import { decodePhoto } from "./decode.ts";
import { FINGERPRINT_BYTES, fingerprint } from "./fingerprint.ts";
import { nearDuplicates } from "./nearDuplicates.ts";

const FISH = join(import.meta.dirname, "../../../shared/data/fish-photos");
const SIZE = 64;
const options = { size: SIZE, fit: "stretch", limits: { megabytes: 64, megapixels: 100 } } as const;

async function groupsOf(files: readonly Uint8Array[]): Promise<number[][]> {
  const decoded = await Promise.all(files.map((file) => decodePhoto(file, options)));
  const fingerprints = new Uint8Array(files.length * FINGERPRINT_BYTES);
  decoded.forEach(({ pixels }, i) => {
    fingerprints.set(fingerprint(pixels, SIZE), i * FINGERPRINT_BYTES);
  });
  return nearDuplicates(
    decoded.map(({ contentHash }) => contentHash),
    fingerprints,
  );
}

test("copies of a photo in other encodings, sizes and light are one group, other photos are not in it", async () => {
  const photo = await blots(1, 200, 150).png().toBuffer();
  const copies = [
    photo,
    await sharp(photo).jpeg({ quality: 50 }).toBuffer(),
    await sharp(photo).webp({ quality: 60 }).toBuffer(),
    await sharp(photo).resize(90).jpeg().toBuffer(),
    await sharp(photo).resize(400).png().toBuffer(),
    await sharp(photo).linear(0.85, 0).png().toBuffer(),
    await sharp(photo).linear(1.05, 3).png().toBuffer(),
  ];
  const others = await Promise.all([2, 3, 4, 5, 6].map((seed) => blots(seed, 200, 150).png().toBuffer()));
  const mirrored = await sharp(photo).flop().png().toBuffer();
  expect(await groupsOf([...others, mirrored, ...copies])).toEqual([copies.map((_, i) => 6 + i)]);
});

test("a small fish elsewhere before the same water is another photo", async () => {
  const water = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#9df"/><stop offset="1" stop-color="#024"/></linearGradient></defs><rect width="128" height="128" fill="url(#g)"/></svg>',
  );
  const fish = await sharp({ create: { width: 20, height: 10, channels: 3, background: "#f80" } })
    .png()
    .toBuffer();
  const at = (left: number, top: number): Promise<Buffer> =>
    sharp(water)
      .composite([{ input: fish, left, top }])
      .png()
      .toBuffer();
  expect(await groupsOf([await at(10, 20), await at(90, 20), await at(50, 100)])).toEqual([]);
});

test("pictures of one colour are one only where their bytes are", async () => {
  const solid = (background: string): Promise<Buffer> =>
    sharp({ create: { width: 30, height: 30, channels: 3, background } })
      .png()
      .toBuffer();
  expect(await groupsOf([await solid("red"), await solid("blue"), await solid("red")])).toEqual([[0, 2]]);
});

test("a fingerprint is the mean of each field, also where fields do not fall on whole pixels", () => {
  for (const size of [8, 16, 24, 50]) {
    const ramp = Uint8Array.from({ length: size * size }, (_, i) => ((i % size) / (size - 1)) * 255);
    const inverse = ramp.map((value) => 255 - value);
    const fields = fingerprint(Uint8Array.of(...ramp, ...inverse, ...new Uint8Array(size * size)), size);
    const row = (channel: number, y: number): Uint8Array => fields.subarray(channel * 256 + y * 16).subarray(0, 16);
    for (let y = 1; y < 16; y += 1) expect(row(0, y)).toEqual(row(0, 0));
    expect(Array.from(row(0, 0))).toEqual(Array.from(row(0, 0)).sort((a, b) => a - b));
    expect(Math.abs(row(0, 0).reduce((a, b) => a + b) / 16 - 127)).toBeLessThanOrEqual(1);
    row(0, 3).forEach((value, x) => {
      expect(Math.abs(value + row(1, 3)[x]! - 255)).toBeLessThanOrEqual(1);
    });
    expect(Math.max(...row(2, 5))).toBe(0);
    if (size === 16) expect(Array.from(row(0, 0))).toEqual(Array.from({ length: 16 }, (_, x) => x * 17));
  }
});

test("the search finds every pair that comparing all pairs by correlation alone puts far above the limit, and none below", () => {
  const n = FINGERPRINT_BYTES;
  const centred = (fields: Uint8Array): number[] =>
    Array.from(fields, (field, i) => {
      const plane = fields.subarray(Math.floor(i / 256) * 256, Math.floor(i / 256) * 256 + 256);
      return field - plane.reduce((a, b) => a + b, 0) / 256;
    });
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  fc.assert(
    fc.property(
      fc.nat(),
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 6 }),
      (seed, percents) => {
        const random = (purpose: string, i: number): Uint8Array => {
          const rng = draws(seed, purpose, i);
          return Uint8Array.from({ length: n }, () => rng.below(256));
        };
        const base = random("base", 0);
        // White noise has nearly all of its length in fast waves, so both correlations agree to about 0.01.
        const pictures = percents.map((percent, i) => {
          const noise = random("noise", i);
          return base.map((field, k) => Math.round((1 - percent / 100) * field + (percent / 100) * noise[k]!));
        });
        const all = new Uint8Array(pictures.length * n);
        pictures.forEach((picture, i) => {
          all.set(picture, i * n);
        });
        const groups = nearDuplicates(
          pictures.map((_, i) => `${i}`),
          all,
        );
        const together = (a: number, b: number): boolean =>
          groups.some((group) => group.includes(a) && group.includes(b));
        const vectors = pictures.map(centred);
        const correlation = (a: number, b: number): number =>
          dot(vectors[a]!, vectors[b]!) / Math.sqrt(dot(vectors[a]!, vectors[a]!) * dot(vectors[b]!, vectors[b]!));
        pictures.forEach((_, a) => {
          const others = Array.from(pictures.keys()).filter((b) => b !== a);
          for (const b of others) if (correlation(a, b) > 0.985) expect(together(a, b)).toBe(true);
          const isAlone = others.every((b) => correlation(a, b) < 0.975);
          if (isAlone) expect(groups.some((group) => group.includes(a))).toBe(false);
        });
      },
    ),
    { numRuns: 25 },
  );
});

test.skipIf(!existsSync(FISH))("of 1,021 photos of different reef fish none are merged (needs ../shared)", async () => {
  const files = readdirSync(FISH)
    .filter((name) => statSync(join(FISH, name)).isDirectory())
    .flatMap((name) => readdirSync(join(FISH, name)).map((file) => join(FISH, name, file)));
  const fingerprints = new Uint8Array(files.length * FINGERPRINT_BYTES);
  const hashes = await Promise.all(
    files.map(async (file, i) => {
      const { pixels, contentHash } = await decodePhoto(file, options);
      fingerprints.set(fingerprint(pixels, SIZE), i * FINGERPRINT_BYTES);
      return contentHash;
    }),
  );
  expect(files.length).toBe(1021);
  expect(nearDuplicates(hashes, fingerprints)).toEqual([]);
});
