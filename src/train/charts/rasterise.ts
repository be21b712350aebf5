import sharp from "sharp";

/**
 * A picture of an SVG text.
 *
 * @param svg with its own background, else the picture is transparent there
 * @param scale pixels for each unit of the SVG (default 2, sharp on today's screens)
 * @returns the bytes of a PNG file
 */
export async function rasterise(svg: string, { scale = 2 }: { readonly scale?: number } = {}): Promise<Buffer> {
  // At 72 dots an inch librsvg draws one pixel for each unit.
  return sharp(Buffer.from(svg), { density: 72 * scale })
    .png()
    .toBuffer();
}
