import sharp from "sharp";

// Each picture is small: one thread a picture and several pictures under way is fastest (measured in throughput.ts).
sharp.cache(false);
sharp.concurrency(1);

/** How many pictures are kept under way at once, so that no core waits. */
export const picturesUnderWay = 6;

/** SVG that fills its frame to RGB [size, size, 3], rendered by librsvg. */
export async function renderSvg(svg: string): Promise<Uint8Array> {
  const rgba = await sharp(Buffer.from(svg)).raw().toBuffer();
  // Dropping the alpha here, not in libvips, takes a picture of 64 pixels from 2.45 to 2.05 ms.
  const pixels = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    pixels[to] = rgba[from]!;
    pixels[to + 1] = rgba[from + 1]!;
    pixels[to + 2] = rgba[from + 2]!;
  }
  return pixels;
}

/** SVG in grey that fills its frame to one channel [size, size]. */
export async function renderMask(svg: string): Promise<Uint8Array> {
  const rgba = await sharp(Buffer.from(svg)).raw().toBuffer();
  return Uint8Array.from({ length: rgba.length / 4 }, (_, i) => rgba[4 * i]!);
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

/** Draws SVG text over tiles and gives one PNG; used by the contact sheet. */
export async function composeSheet(
  width: number,
  height: number,
  tiles: readonly { readonly png: Uint8Array; readonly left: number; readonly top: number }[],
  overlay: string,
): Promise<Uint8Array> {
  const layers = tiles.map(({ png, left, top }) => ({ input: Buffer.from(png), left, top }));
  return await sharp({ create: { width, height, channels: 3, background: "#ffffff" } })
    .composite([...layers, { input: Buffer.from(overlay), left: 0, top: 0 }])
    .png({ compressionLevel: 9, palette: true, quality: 92, dither: 0.6 })
    .toBuffer();
}

function rgb(pixels: Uint8Array, size: number) {
  return sharp(pixels, { raw: { width: size, height: size, channels: 3 } });
}
