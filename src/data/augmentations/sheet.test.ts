import sharp from "sharp";
import { expect, test } from "vitest";
import { choose } from "../../../test/support/augment.ts";
import { flip } from "./flip.ts";
import { rotate } from "./rotate.ts";
import { augmentationSheet } from "./sheet.ts";

const size = 16;
/** Left half dark, right half light. */
const halves = Uint8Array.from({ length: 3 * size * size }, (_, i) => (i % size < size / 2 ? 20 : 220));
const statistics = { mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] } as const;
const photos = ["perch & <co>", "cod"].map((name, label) => ({ name, label, pixels: halves }));

test("a sheet shows each photo as it is and as each column changes it", async () => {
  const mirror = choose(flip, { direction: "horizontal", probability: 0.2 });
  const columns = [
    { title: "flip", details: ["horizontal"], choices: [mirror], epoch: "changed" as const, startsGroup: true },
    { title: "all together", details: [], choices: [mirror, choose(rotate, 0)], epoch: 0 },
  ];
  const png = await augmentationSheet(photos, columns, { size, seed: 1, statistics });
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const tile = 112;
  const left = (column: number): number => info.width - (3 - column) * (tile + 4);
  const at = (column: number, row: number, x: number): number => {
    const y = info.height - (2 - row) * (tile + 4) + tile / 2;
    return data[(y * info.width + left(column) + x - (column === 0 ? 8 : 0)) * 3]!;
  };
  for (const row of [0, 1]) {
    expect([at(0, row, 20), at(0, row, 90)]).toEqual([20, 220]);
    // At a chance of 0.2 the first draw seldom changes both: the column shows one that does.
    expect([at(1, row, 20), at(1, row, 90)]).toEqual([220, 20]);
  }
});

test("a stopped sheet throws the signal's reason", async () => {
  const columns = [{ title: "flip", details: [], choices: [choose(flip, "horizontal")], epoch: 0 }];
  const signal = AbortSignal.abort(new Error("stopped"));
  await expect(augmentationSheet(photos, columns, { size, seed: 1, statistics, signal })).rejects.toThrow("stopped");
});
