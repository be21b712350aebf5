import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { shapes } from "../../test/support/photos.ts";
import { alignedCopies } from "./alignedCopies.ts";
import { memoryPixels } from "./pixelStore.ts";

const size = 64;

async function store(photos: readonly Sharp[]) {
  const planes = await Promise.all(
    photos.map(async (photo) => {
      const raw = await photo.resize(size, size, { fit: "fill" }).removeAlpha().raw().toBuffer();
      return Uint8Array.from(
        { length: 3 * size * size },
        (_, i) => raw[(i % (size * size)) * 3 + Math.floor(i / (size * size))]!,
      );
    }),
  );
  const pixels = new Uint8Array(photos.length * 3 * size * size);
  planes.forEach((plane, i) => {
    pixels.set(plane, i * plane.length);
  });
  return memoryPixels(pixels, size);
}

const photo = async (seed: number): Promise<Sharp> => sharp(await shapes(seed).png().toBuffer());

test("a photo that was cut, brightened and compressed again is found, and other photos are not", async () => {
  const cut = (await photo(1))
    .extract({ left: 4, top: 2, width: 88, height: 90 })
    .linear(1.08, 0)
    .jpeg({ quality: 60 });
  const pixels = await store([await photo(1), await photo(2), sharp(await cut.toBuffer()), await photo(3)]);
  const found = await alignedCopies(pixels);
  expect(found.map(({ a, b, isMirrored }) => [a, b, isMirrored])).toEqual([[0, 2, false]]);
});

test("a mirror image is found", async () => {
  const mirrored = sharp(await (await photo(4)).flop().png().toBuffer());
  const found = await alignedCopies(await store([await photo(4), await photo(5), mirrored]));
  expect(found.map(({ a, b, isMirrored }) => [a, b, isMirrored])).toEqual([[0, 2, true]]);
});

test("photos of one colour all over are no copies of each other", async () => {
  const flat = (grey: number): Sharp =>
    sharp({ create: { width: 9, height: 9, channels: 3, background: { r: grey, g: grey, b: grey } } });
  expect(await alignedCopies(await store([flat(90), flat(120)]))).toEqual([]);
});

test("a signal stops the search with its reason", async () => {
  const pixels = await store([await photo(1), await photo(2)]);
  const reason = new Error("enough");
  await expect(alignedCopies(pixels, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
