import sharp from "sharp";
import { expect, test } from "vitest";
import { blots, temporaryFolder, writeFiles } from "../../test/support/photos.ts";
import { blurEffect } from "./blurEffect.ts";
import { inspectPhotos } from "./inspectPhoto.ts";

const limits = { megabytes: 64, megapixels: 100 };

test("size as shown upright, format, brightness and contrast are those of the file", async () => {
  const root = temporaryFolder();
  const grey = sharp({ create: { width: 40, height: 20, channels: 3, background: { r: 51, g: 51, b: 51 } } });
  writeFiles(root, {
    "plain.png": await grey.png().toBuffer(),
    "turned.jpg": await blots(1, 60, 30).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    "broken.jpg": "no picture",
  });
  const [plain, turned, broken] = await inspectPhotos(root, ["plain.png", "turned.jpg", "broken.jpg"], { limits });
  expect(plain).toMatchObject({ width: 40, height: 20, format: "png", isTurned: false, blur: null });
  expect(plain!.contrast).toBeCloseTo(0, 6);
  expect(plain!.brightness.median).toBeCloseTo(0.2, 6);
  expect(turned).toMatchObject({ width: 30, height: 60, format: "jpeg", isTurned: true });
  expect(broken).toBeNull();
});

test("the more a photo is blurred, the larger its blur effect", async () => {
  const root = temporaryFolder();
  const noisy = await blots(2, 96, 96).png().toBuffer();
  const sharpened = await sharp(noisy)
    .composite([{ input: await checkerboard(), blend: "soft-light" }])
    .png()
    .toBuffer();
  const names = [0, 1, 2, 4].map((sigma) => `${sigma}.png`);
  for (const [i, sigma] of [0, 1, 2, 4].entries()) {
    const photo = sigma === 0 ? sharpened : await sharp(sharpened).blur(sigma).png().toBuffer();
    writeFiles(root, { [names[i]!]: photo });
  }
  const found = (await inspectPhotos(root, names, { limits })).map((facts) => facts!.blur!);
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(found[0]).toBeLessThan(0.4);
  expect(found[3]).toBeGreaterThan(0.6);
});

test("a step has the blur effect that the formula gives by hand", () => {
  // Differences: one of 1. After a mean over 9 places: nine of 1/9; at the step 1 - 1/9 is lost. What stays: 1/9.
  const width = 21;
  const step = Float32Array.from({ length: width * 3 }, (_, i) => (i % width < 10 ? 0 : 1));
  expect(blurEffect(step, width, 3)).toBeCloseTo(1 / 9, 6);
  expect(blurEffect(new Float32Array(30), 10, 3)).toBeNull();
});

async function checkerboard(): Promise<Buffer> {
  const data = Buffer.from(
    Uint8Array.from({ length: 96 * 96 * 3 }, (_, i) => ((Math.floor(i / 3) + Math.floor(i / 288)) % 2) * 255),
  );
  return sharp(data, { raw: { width: 96, height: 96, channels: 3 } })
    .png()
    .toBuffer();
}
