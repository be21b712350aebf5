import { expect, test } from "vitest";
import { augmented, choose, picture } from "../../../test/support/augment.ts";
import { gridMask } from "./gridMask.ts";

const size = 48;
const given = picture(size, () => 200);
const statistics = { mean: [0.1, 0.1, 0.1], deviation: [1, 1, 1] } as const;

async function masked(options: object, count = 1): Promise<number[][]> {
  const results = await augmented([choose(gridMask, options)], new Array(count).fill(given), undefined, statistics);
  return results.map((result) => result.slice(0, size * size).map((value) => Number(value === 0)));
}

test("an unturned grid repeats itself after each cell, and covers squares", async () => {
  const [covered] = await masked({ probability: 1, cell: { from: 0.25, to: 0.25 }, keep: 0.5, turn: false });
  const cell = 12;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size - cell; x += 1) {
      expect(covered![y * size + x]).toBe(covered![y * size + x + cell]);
      expect(covered![x * size + y]).toBe(covered![(x + cell) * size + y]);
    }
  }
  expect(covered!.reduce((sum, value) => sum + value, 0)).toBe(size ** 2 / 4);
});

test("turned grids cover (1 - keep)^2 of the pictures on average", async () => {
  const results = await masked({ probability: 1, keep: 0.4, cell: { from: 0.2, to: 0.5 } }, 60);
  const shares = results.map((covered) => covered.reduce((sum, value) => sum + value, 0) / size ** 2);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  expect(Math.abs(mean - 0.36)).toBeLessThan(0.05);
  expect(new Set(shares).size).toBeGreaterThan(20);
});

test("a keep of 1 covers nothing, a keep of 0 everything", async () => {
  const [none] = await masked({ probability: 1, keep: 1 });
  expect(none!.every((value) => value === 0)).toBe(true);
  const [all] = await masked({ probability: 1, keep: 0 });
  expect(all!.every((value) => value === 1)).toBe(true);
});
