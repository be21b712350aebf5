import { expect, test } from "vitest";
import { unknownCell } from "./cells.ts";
import type { EncodedColumn } from "./encoding.ts";
import { hideCells } from "./hideCells.ts";

const number: EncodedColumn = {
  name: "length",
  kind: "number",
  log: false,
  decimal: "point",
  mean: 0,
  deviation: 1,
  hasMissing: true,
};
const category: EncodedColumn = {
  name: "habitat",
  kind: "category",
  values: ["reef", "sand"],
  hasUnknown: true,
  hasMissing: true,
};
const columns = [number, { ...number, name: "depth" }, category];
const shown = [0.5, 0.25, 1];
const photos = 9000;

function hidden(share: number, seed: number, photo: number, epoch = 0): Float32Array {
  const cells = Float32Array.from(shown);
  hideCells({ columns }, cells, photo, { share, seed, epoch });
  return cells;
}

/** Within four standard deviations of a binomial count: a chance of 1 in 16,000 to fail by luck. */
function expectShare(count: number, of: number, share: number): void {
  expect(Math.abs(count / of - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / of));
}

test("a share of 0 hides nothing, a share of 1 something of every photo", () => {
  for (let photo = 0; photo < 200; photo += 1) {
    expect([...hidden(0, 0, photo)]).toEqual(shown);
    expect([...hidden(1, 0, photo)]).not.toEqual(shown);
  }
});

test("of the hidden photos each number of columns is as likely, and each column", () => {
  const share = 0.3;
  const all = Array.from({ length: photos }, (_, photo) => [...hidden(share, 3, photo)]);
  const isHidden = (cells: readonly number[], at: number): boolean => cells[at] !== shown[at];
  const counts = all.map((cells) => shown.filter((_, at) => isHidden(cells, at)).length);
  expectShare(counts.filter((count) => count > 0).length, photos, share);
  for (const count of [1, 2, 3]) expectShare(counts.filter((found) => found === count).length, photos, share / 3);
  // Two of three columns are hidden on average.
  for (const at of [0, 1, 2]) expectShare(all.filter((cells) => isHidden(cells, at)).length, photos, (share * 2) / 3);
});

test("a hidden category is missing or unknown, as likely; a hidden number is missing", () => {
  const all = Array.from({ length: photos }, (_, photo) => hidden(1, 4, photo));
  const habitats = all.map((cells) => cells[2]!).filter((cell) => cell !== shown[2]);
  expectShare(habitats.filter((cell) => cell === unknownCell).length, habitats.length, 0.5);
  expect(habitats.every((cell) => cell === unknownCell || Number.isNaN(cell))).toBe(true);
  expect(all.every((cells) => cells[0] === shown[0] || Number.isNaN(cells[0]))).toBe(true);
});

test("what is hidden is a function of seed, epoch and photo", () => {
  const pattern = (seed: number, epoch: number): string =>
    Array.from({ length: 100 }, (_, photo) => [...hidden(0.5, seed, photo, epoch)].join()).join(";");
  expect(pattern(1, 2)).toBe(pattern(1, 2));
  expect(pattern(1, 2)).not.toBe(pattern(2, 2));
  expect(pattern(1, 2)).not.toBe(pattern(1, 3));
});
