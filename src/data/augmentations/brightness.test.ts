import { expect, test } from "vitest";
import { augmented, choose, picture } from "../../../test/support/augment.ts";
import { brightness } from "./brightness.ts";

test("every pixel of a picture gets the same added to it, within the range, another amount in each picture", async () => {
  const given = picture(4, (c, y, x) => c * 80 + y * 10 + x);
  const results = await augmented([choose(brightness, 0.2)], new Array(200).fill(given));
  const amounts = results.map((result) => {
    const differences = result.map((value, i) => value - given.values[i]!);
    for (const difference of differences) expect(Math.abs(difference - differences[0]!)).toBeLessThan(1e-4);
    return differences[0]! / 255;
  });
  expect(Math.min(...amounts)).toBeGreaterThanOrEqual(-0.2);
  expect(Math.min(...amounts)).toBeLessThan(-0.17);
  expect(Math.max(...amounts)).toBeGreaterThan(0.17);
  expect(Math.max(...amounts)).toBeLessThanOrEqual(0.2);
});
