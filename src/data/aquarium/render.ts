import sharp from "sharp";

// Each picture is small: one thread a picture and several pictures under way; throughput.ts measures it.
sharp.cache(false);
sharp.concurrency(1);

/** How many pictures are kept under way at once, so that no core waits. */
export const picturesUnderWay = 6;

/** SVG of `size` pixels to RGB [size, size, 3], rendered by librsvg. */
export async function renderSvg(svg: string): Promise<Uint8Array> {
  return await sharp(Buffer.from(svg)).removeAlpha().toColourspace("srgb").raw().toBuffer();
}

/** SVG in grey to one channel [size, size]. */
export async function renderMask(svg: string): Promise<Uint8Array> {
  return await sharp(Buffer.from(svg)).removeAlpha().extractChannel(0).raw().toBuffer();
}

/** The pixels after a JPEG of that loss (0 none, 1 quality 5) and back. */
export async function compress(pixels: Uint8Array, size: number, loss: number): Promise<Uint8Array> {
  const quality = Math.round(95 - 90 * loss);
  const jpeg = await rgb(pixels, size).jpeg({ quality, chromaSubsampling: "4:2:0" }).toBuffer();
  return await sharp(jpeg).raw().toBuffer();
}

/** Cuts `margin` pixels off each side, scales back to `size`, and multiplies brightness by `gain`. */
export async function cropAndBrighten(
  pixels: Uint8Array,
  size: number,
  margin: number,
  gain: number,
): Promise<Uint8Array> {
  const side = size - 2 * margin;
  return await rgb(pixels, size)
    .extract({ left: margin, top: margin, width: side, height: side })
    .resize(size, size)
    .linear(gain, 0)
    .raw()
    .toBuffer();
}

export async function encode(pixels: Uint8Array, size: number, format: "png" | "jpeg"): Promise<Uint8Array> {
  const image = rgb(pixels, size);
  return await (format === "png" ? image.png({ compressionLevel: 6 }) : image.jpeg({ quality: 95 })).toBuffer();
}

/** A mask [size, size] as a grey PNG. */
export async function encodeMask(mask: Uint8Array, size: number): Promise<Uint8Array> {
  return await sharp(mask, { raw: { width: size, height: size, channels: 1 } })
    .png()
    .toBuffer();
}

/**
 * Draws SVG text over tiles and gives one PNG; used by contact sheets.
 * @param isPaletted 256 colours make a file a fifth as large, and change pixels by a few levels (default true)
 */
export async function composeSheet(
  width: number,
  height: number,
  tiles: readonly { readonly png: Uint8Array; readonly left: number; readonly top: number }[],
  overlay: string,
  isPaletted = true,
): Promise<Uint8Array> {
  const palette = { palette: true, quality: 92, dither: 0.6 };
  const layers = tiles.map(({ png, left, top }) => ({ input: Buffer.from(png), left, top }));
  return await sharp({ create: { width, height, channels: 3, background: "#ffffff" } })
    .composite([...layers, { input: Buffer.from(overlay), left: 0, top: 0 }])
    .png({ compressionLevel: 9, ...(isPaletted ? palette : {}) })
    .toBuffer();
}

function rgb(pixels: Uint8Array, size: number) {
  return sharp(pixels, { raw: { width: size, height: size, channels: 3 } });
}
