import { expect, test } from "vitest";
import { augmented, choose, farthest, mixed, picture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { mixTargets } from "./mixing.ts";
import { mixup } from "./mixup.ts";

const pictures = Array.from({ length: 12 }, (_, k) =>
  picture(4, (c, y, x) => (37 * k + 53 * c + 19 * y + 7 * x) % 256),
);

test("each picture is share * own + (1 - share) * partner, and its target likewise", async () => {
  const { results, mixing, targets } = await mixed([choose(mixup, 1)], pictures, 3);
  results.forEach((result, i) => {
    const share = mixing.shares[i]!;
    const partner = mixing.partners[i]!;
    expect(partner).not.toBe(i);
    const expected = pictures[i]!.values.map((own, at) => share * own + (1 - share) * pictures[partner]!.values[at]!);
    expect(farthest(result, expected)).toBeLessThan(1e-3);
    const row = [0, 1, 2].map((c) => share * Number(i % 3 === c) + (1 - share) * Number(partner % 3 === c));
    expect(farthest(targets.slice(i * 3, i * 3 + 3), row)).toBeLessThan(1e-6);
    expect(targets.slice(i * 3, i * 3 + 3).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
  });
  expect(new Set(mixing.partners as number[]).size).toBe(12);
});

test("shares are drawn for each photo from Beta(alpha, alpha)", () => {
  const shares = Array.from({ length: 2000 }, (_, i) => {
    const mixture = mixup.draw({ alpha: 0.2 }, draws(1, "share", i), 4);
    return "share" in mixture ? mixture.share : Number.NaN;
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / 2000;
  const variance = shares.reduce((sum, share) => sum + (share - 0.5) ** 2, 0) / 2000;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  expect(Math.abs(variance - 1 / (4 * 1.4))).toBeLessThan(0.02);
});

test("the same batch mixes to the same bits, another epoch to others; shares do not depend on the batch", async () => {
  const first = await mixed([choose(mixup, 1)], pictures, 3);
  expect(await mixed([choose(mixup, 1)], pictures, 3)).toEqual(first);
  const other = await mixed([choose(mixup, 1)], pictures, 3, 1);
  expect(other.mixing.shares).not.toEqual(first.mixing.shares);
  const half = await mixed([choose(mixup, 1)], pictures.slice(0, 5), 3);
  expect(half.mixing.shares).toEqual(first.mixing.shares.slice(0, 5));
});

test("a photo alone in its batch, or with a chance of 0, stays itself", async () => {
  const [alone] = await augmented([choose(mixup, 1)], [pictures[0]!]);
  expect(farthest(alone!, pictures[0]!.values)).toBeLessThan(1e-3);
  const never = await mixed([choose(mixup, { alpha: 1, probability: 0 })], pictures, 3);
  never.results.forEach((result, i) => {
    expect(farthest(result, pictures[i]!.values)).toBeLessThan(1e-3);
  });
  expect([...never.mixing.shares]).toEqual(new Array(12).fill(1));
});

test("photos of one class keep their target whatever their share", () => {
  const targets = Float32Array.from([0, 1, 0, 1]);
  mixTargets(targets, 2, { partners: [1, 0], shares: Float32Array.from([0.3, 0.6]) });
  expect(farthest([...targets], [0, 1, 0, 1])).toBeLessThan(1e-6);
});
