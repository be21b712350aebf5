import sharp from "sharp";
import { expect, test } from "vitest";
import { rasterise } from "./rasterise.ts";

const square =
  '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="15" height="20" fill="#0072b2"/></svg>';

test.each([1, 2, 3])("at scale %d a unit of the SVG is that many pixels", async (scale) => {
  const { data, info } = await sharp(await rasterise(square, { scale }))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([30 * scale, 20 * scale]);
  const pixel = (x: number) => [...data.subarray(x * info.channels, (x + 1) * info.channels)];
  expect(pixel(15 * scale - 1)).toEqual([0, 0x72, 0xb2, 255]);
  expect(pixel(15 * scale)[3]).toBe(0);
});
