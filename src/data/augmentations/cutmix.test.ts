import { expect, test } from "vitest";
import { choose, mixed, picture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { cutmix } from "./cutmix.ts";
import { mixup } from "./mixup.ts";

const size = 8;
/** Each picture is of one grey that no other has. */
const pictures = Array.from({ length: 16 }, (_, k) => picture(size, () => 10 * k + 5));

test("the share of a photo's own pixels is its target's share, and the others are its partner's", async () => {
  const { results, mixing, targets } = await mixed([choose(cutmix, 1)], pictures, 16);
  results.forEach((result, i) => {
    const partner = mixing.partners[i]!;
    const own = result.filter((value) => Math.abs(value - (10 * i + 5)) < 1e-3).length;
    const other = result.filter((value) => Math.abs(value - (10 * partner + 5)) < 1e-3).length;
    expect(own + other).toBe(3 * size * size);
    expect(targets[i * 16 + i]).toBeCloseTo(own / (3 * size * size), 6);
    expect(targets[i * 16 + partner]).toBeCloseTo(other / (3 * size * size), 6);
  });
  expect(Math.max(...mixing.shares)).toBeGreaterThan(0.8);
  expect(Math.min(...mixing.shares)).toBeLessThan(0.5);
});

test("rectangles lie in the picture, have its proportions away from the edges, and their middles are anywhere", () => {
  const regions = Array.from({ length: 2000 }, (_, i) => {
    const mixture = cutmix.draw({ alpha: 1 }, draws(1, "region", i), 100);
    return "region" in mixture ? mixture.region : undefined;
  });
  const squares = regions.filter((region) => region!.width === region!.height);
  expect(squares.length).toBeGreaterThan(300);
  let middles = 0;
  for (const region of regions) {
    const { left, top, width, height } = region!;
    expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
    expect(Math.max(left + width, top + height)).toBeLessThanOrEqual(100);
    middles += (left + width / 2) / 2000;
  }
  expect(Math.abs(middles - 50)).toBeLessThan(3);
});

test("with alpha 1 the share before cutting at the edges is uniform: half of the sides are over 1 / sqrt(2)", () => {
  const inner = Array.from({ length: 2000 }, (_, i) => {
    const mixture = cutmix.draw({ alpha: 1 }, draws(3, "side", i), 1000);
    return "region" in mixture ? Math.max(mixture.region.width, mixture.region.height) : Number.NaN;
  });
  // Edges only make rectangles smaller: of the longer side, cut at one edge or not, somewhat fewer than half are over it.
  const over = inner.filter((side) => side > 1000 * Math.SQRT1_2).length / 2000;
  expect(over).toBeGreaterThan(0.2);
  expect(over).toBeLessThan(0.5);
});

test("of mixup and cutmix each photo gets one, as often the one as the other", async () => {
  const two = Array.from({ length: 200 }, (_, k) => picture(4, () => k));
  const { results, mixing } = await mixed([choose(mixup, 1), choose(cutmix, 1)], two, 200);
  const kinds = results.map((result, i) => {
    const inner = result.filter((value) => Math.abs(value - i) > 1e-3 && Math.abs(value - mixing.partners[i]!) > 1e-3);
    return inner.length === result.length ? "mixup" : inner.length === 0 ? "cutmix" : "both";
  });
  expect(kinds).not.toContain("both");
  // Shares of almost 0 or 1 look like cut pictures: a few.
  expect(Math.abs(kinds.filter((kind) => kind === "mixup").length - 100)).toBeLessThan(36); // 5 deviations of 7
});
