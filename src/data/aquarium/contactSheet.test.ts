import sharp from "sharp";
import { expect, test } from "vitest";
import { aquariumSheet, contactSheet } from "./contactSheet.ts";
import { parseAquariumOptions } from "./options.ts";

test("a sheet shows every picture where its row and column say", async () => {
  const size = 20;
  const plain = (value: number): Uint8Array => new Uint8Array(size * size * 3).fill(value);
  const rows = [
    { name: "dark & <small>", pictures: [plain(0), plain(60)] },
    { name: "light", pictures: [plain(120), plain(180)] },
  ];
  const { data, info } = await sharp(await contactSheet(rows, size))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): number => data[(y * info.width + x) * info.channels]!;
  const step = size + 3;
  const height = size + 3 + 19;
  const seen = [at(16, 32), at(16 + step, 32), at(16, 32 + height), at(16 + step, 32 + height)];
  [0, 60, 120, 180].forEach((value, i) => {
    expect(Math.abs(seen[i]! - value)).toBeLessThan(6);
  });
});

test("an aquarium's sheet has a row for each species", async () => {
  const options = parseAquariumOptions({ species: 4, size: 32 });
  const { width, height } = await sharp(await aquariumSheet(options, 0, 3, 1)).metadata();
  expect(height).toBe(4 * (32 + 3 + 19) + 3);
  expect(width).toBe(3 * 35 + 9 + 3);
});
