import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { bilevelPng, blots, jpeg, temporaryFolder } from "../../test/support/photos.ts";
import { WrasseError } from "../base/errors.ts";
import { type DecodeOptions, decodePhoto } from "./decode.ts";

const options: DecodeOptions = { size: 24, fit: "stretch", limits: { megabytes: 64, megapixels: 100 } };

/** Mean absolute difference of two pictures, in steps of 0..255. */
function distance(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(WrasseError);
  return (error as WrasseError).code;
}

async function solid(colour: string, encode: (image: Sharp) => Sharp): Promise<Buffer> {
  return encode(sharp({ create: { width: 20, height: 20, channels: 4, background: colour } })).toBuffer();
}

/** The three planes' values, where each plane has one value all over. */
async function planeColours(bytes: Uint8Array): Promise<number[]> {
  const { pixels } = await decodePhoto(bytes, { ...options, size: 8 });
  const planes = [0, 1, 2].map((plane) => pixels.subarray(plane * 64, (plane + 1) * 64));
  for (const plane of planes) expect(Math.max(...plane) - Math.min(...plane)).toBeLessThanOrEqual(2);
  return planes.map((plane) => plane[0]!);
}

function expectNear(got: readonly number[], wanted: readonly number[], tolerance: number): void {
  got.forEach((value, i) => {
    expect(Math.abs(value - wanted[i]!)).toBeLessThanOrEqual(tolerance);
  });
}

test("every format gives the same picture as PNG, but for what its compression loses", async () => {
  const reference = (await decodePhoto(await blots(1).png().toBuffer(), options)).pixels;
  const lossless = {
    png16: blots(1).toColourspace("rgb16").png(),
    webp: blots(1).webp({ lossless: true }),
    tiff: blots(1).tiff({ compression: "lzw" }),
  };
  for (const [name, image] of Object.entries(lossless)) {
    const { pixels } = await decodePhoto(await image.toBuffer(), options);
    // Not 0: WebP is shrunk as it is read, so other pixels are averaged.
    expect(distance(pixels, reference), name).toBeLessThan(1);
  }
  const lossy = { jpeg: blots(1).jpeg({ quality: 95 }), avif: blots(1).avif({ quality: 80 }), gif: blots(1).gif() };
  for (const [name, image] of Object.entries(lossy)) {
    const { pixels } = await decodePhoto(await image.toBuffer(), options);
    expect(distance(pixels, reference), name).toBeLessThan(6);
  }
});

test("planes come in the order red, green, blue", async () => {
  expect(await planeColours(await solid("rgb(200, 60, 40)", (image) => image.png()))).toEqual([200, 60, 40]);
});

test("the eight EXIF orientations of one scene give one picture", async () => {
  const upright = sharp(await blots(2, 40, 30).png().toBuffer());
  // What a camera stores for each orientation: the scene, moved by the inverse of what the tag asks for.
  const stored: Record<number, Sharp> = {
    1: upright.clone(),
    2: upright.clone().flop(),
    3: upright.clone().rotate(180),
    4: upright.clone().flip(),
    5: sharp(await upright.clone().rotate(90).png().toBuffer()).flop(),
    6: upright.clone().rotate(270),
    7: sharp(await upright.clone().rotate(270).png().toBuffer()).flop(),
    8: upright.clone().rotate(90),
  };
  const reference = (await decodePhoto(await upright.clone().jpeg({ quality: 100 }).toBuffer(), options)).pixels;
  for (const [orientation, image] of Object.entries(stored)) {
    const bytes = await image
      .jpeg({ quality: 100 })
      .withMetadata({ orientation: Number(orientation) })
      .toBuffer();
    const { pixels } = await decodePhoto(bytes, options);
    expect(distance(pixels, reference), `orientation ${orientation}`).toBeLessThan(2);
  }
});

test("grey and 16-bit grey become three equal planes", async () => {
  const grey = await solid("rgb(90, 90, 90)", (image) => image.removeAlpha().toColourspace("b-w").png());
  expect(await planeColours(grey)).toEqual([90, 90, 90]);
  const grey16 = await solid("rgb(90, 90, 90)", (image) => image.removeAlpha().toColourspace("grey16").png());
  expect(await planeColours(grey16)).toEqual([90, 90, 90]);
});

test("CMYK becomes the RGB that it shows, within what the ink profile can hold", async () => {
  const cmyk = await solid("rgb(180, 90, 70)", (image) =>
    image.removeAlpha().toColourspace("cmyk").jpeg({ quality: 100 }),
  );
  expect((await sharp(cmyk).metadata()).space).toBe("cmyk");
  expectNear(await planeColours(cmyk), [180, 90, 70], 25);
});

test("transparent parts lie on white, half-transparent ones half", async () => {
  expect(await planeColours(await solid("rgba(0, 0, 0, 0)", (image) => image.png()))).toEqual([255, 255, 255]);
  const half = await solid("rgba(0, 0, 0, 0.5)", (image) => image.png());
  expectNear(await planeColours(half), [127, 127, 127], 2);
});

test("of an animated GIF the first frame counts", async () => {
  const frames = ["red", "blue"].map((background) =>
    sharp({ create: { width: 20, height: 20, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  const gif = await sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer();
  expect((await sharp(gif).metadata()).pages).toBe(2);
  expectNear(await planeColours(gif), [255, 0, 0], 2);
});

test("crop keeps the middle, pad adds grey, stretch keeps all", async () => {
  const halves = await sharp({ create: { width: 80, height: 40, channels: 3, background: "white" } })
    .composite([
      { input: { create: { width: 20, height: 40, channels: 3, background: "black" } }, left: 0, top: 0 },
      { input: { create: { width: 20, height: 40, channels: 3, background: "black" } }, left: 60, top: 0 },
    ])
    .png()
    .toBuffer();
  const red = async (fit: DecodeOptions["fit"]): Promise<Uint8Array> =>
    (await decodePhoto(halves, { ...options, size: 16, fit })).pixels.subarray(0, 256);
  expect(Array.from((await red("crop")).subarray(1, 15)).every((value) => value > 250)).toBe(true);
  const padded = await red("pad");
  expect(padded[0]).toBe(128);
  expect(padded[8 * 16]).toBeLessThan(5);
  const stretched = await red("stretch");
  expect(stretched[0]).toBeLessThan(5);
  expect(stretched[8]).toBeGreaterThan(250);
});

test("a large JPEG, shrunk as it is read, looks as the same scene shrunk from PNG", async () => {
  const scene = sharp(await blots(3, 60, 45).png().toBuffer()).resize(1600, 1200);
  const large = await decodePhoto(await scene.clone().jpeg({ quality: 95 }).toBuffer(), options);
  const reference = await decodePhoto(await scene.clone().png({ compressionLevel: 1 }).toBuffer(), options);
  expect(distance(large.pixels, reference.pixels)).toBeLessThan(3);
});

test("the same bytes give the same pixels and hash, from a file or from memory, whatever the file is called", async () => {
  const bytes = await blots(4).png().toBuffer();
  const path = join(temporaryFolder(), "named-otherwise.jpg");
  writeFileSync(path, bytes);
  const fromFile = await decodePhoto(path, options);
  expect(fromFile).toEqual(await decodePhoto(readFileSync(path), options));
});

test("a photo that was cut off is refused in every format", async () => {
  const whole = {
    jpeg: blots(5).jpeg(),
    png: blots(5).png(),
    webp: blots(5).webp(),
    tiff: blots(5).tiff(),
    gif: blots(5).gif(),
    avif: blots(5).avif(),
  };
  for (const [name, image] of Object.entries(whole)) {
    const bytes = await image.toBuffer();
    const cut = bytes.subarray(0, Math.floor(bytes.length * 0.7));
    expect(["photo-truncated", "photo-undecodable"], name).toContain(await codeOf(decodePhoto(cut, options)));
  }
});

test("a truncated JPEG says that it is cut off", async () => {
  const cut = (await jpeg(6)).subarray(0, 700);
  await expect(decodePhoto(cut, options)).rejects.toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: photo-truncated at the picture given
      got the file is cut off or damaged (VipsJpeg: premature end of JPEG image)]
  `);
});

test("what is no image says what it looks like", async () => {
  const says = async (bytes: Uint8Array | string): Promise<unknown> =>
    decodePhoto(Buffer.from(bytes), options).catch((error: WrasseError) => error.details.got);
  expect(await says("Not a fish at all,\nbut a note.")).toBe("not an image: looks like text");
  expect(await says("<!DOCTYPE html><html><body>404")).toBe("not an image: looks like a web page");
  expect(await says("%PDF-1.7 ...")).toBe("not an image: looks like a PDF");
  expect(await says(new Uint8Array(2000))).toBe("not an image: looks like only zero bytes");
  expect(await says(Uint8Array.of(1, 2, 3, 4, 5))).toBe("not an image: looks like unknown binary data");
  expect(await says("")).toBe("an empty file");
  expect(await says('<svg xmlns="http://www.w3.org/2000/svg"/>')).toBe("SVG is not read");
  expect(await says("BM......")).toBe("BMP is not read");
});

test("a PNG of 30,000 x 30,000 is refused before its pixels are made, and so is a header that lies", async () => {
  const rows = Buffer.alloc((30_000 / 8 + 1) * 30_000);
  const honest = bilevelPng(30_000, 30_000, deflateSync(rows, { level: 1 }));
  expect(await codeOf(decodePhoto(honest, options))).toBe("photo-too-many-pixels");
  expect(await codeOf(decodePhoto(bilevelPng(30_000, 30_000, deflateSync(Buffer.alloc(9))), options))).toBe(
    "photo-too-many-pixels",
  );
  const lying = bilevelPng(64, 64, deflateSync(Buffer.alloc(9)));
  expect(["photo-truncated", "photo-undecodable"]).toContain(await codeOf(decodePhoto(lying, options)));
});

test("limits of bytes and pixels are those of the options", async () => {
  const bytes = await jpeg(7, 200, 100);
  const tight = (limits: Partial<DecodeOptions["limits"]>): DecodeOptions => ({
    ...options,
    limits: { ...options.limits, ...limits },
  });
  expect(await codeOf(decodePhoto(bytes, tight({ megabytes: 0.001 })))).toBe("photo-too-large");
  expect(await codeOf(decodePhoto(bytes, tight({ megapixels: 0.0199 })))).toBe("photo-too-many-pixels");
  expect((await decodePhoto(bytes, tight({ megapixels: 0.02 }))).pixels.length).toBe(3 * 24 * 24);
});

test("a missing file and a folder are refused with their reason", async () => {
  const folder = temporaryFolder();
  expect(await codeOf(decodePhoto(join(folder, "none.jpg"), options))).toBe("photo-missing");
  expect(await codeOf(decodePhoto(folder, options))).toBe("photo-undecodable");
});
