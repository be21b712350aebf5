import { expect, test } from "vitest";
import { augmented, choose, farthest, picture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { operations } from "./operations.ts";
import { randAugment } from "./randAugment.ts";
import { trivialAugment } from "./trivialAugment.ts";

const given = picture(16, (c, y, x) => (40 + c * 60 + y * 9 + x * 4) % 256);
const drawn = (options: { operations: number; magnitude: number }, count: number) =>
  Array.from({ length: count }, (_, i) => randAugment.draw(options, draws(1, "policy", i), 64));

test("each operation is drawn as often", () => {
  const reach = { degrees: 30, shear: 0.3, shift: () => 10, factor: 0.9, bits: 4 };
  const nameOf = new Map(
    operations.flatMap((operation) =>
      ([1, -1] as const).map((sign) => [JSON.stringify(operation(0.5, sign, 64, reach)), operation.name] as const),
    ),
  );
  // Every operation makes a change that no other makes.
  expect(new Set(nameOf.values()).size).toBe(11);
  const kinds = drawn({ operations: 1, magnitude: 15 }, 4400).map(([change]) => change?.kind ?? "identity");
  const count = (kind: string): number => kinds.filter((one) => one === kind).length;
  expect(Math.abs(count("identity") - 400)).toBeLessThan(96); // 5 deviations of 19
  expect(Math.abs(count("geometry") - 5 * 400)).toBeLessThan(166);
  expect(Math.abs(count("colour") - 3 * 400)).toBeLessThan(148);
  expect(Math.abs(count("curve") - 2 * 400)).toBeLessThan(128);
});

test("a photo gets as many operations as are asked for, but for identities", () => {
  const counts = drawn({ operations: 3, magnitude: 9 }, 300).map((changes) => changes.length);
  expect(Math.max(...counts)).toBe(3);
  expect(counts.filter((count) => count === 3).length).toBeGreaterThan(190); // (10 / 11)^3 of 300 is 225
});

test("magnitudes mean what torchvision's RandAugment makes of them", () => {
  const changes = drawn({ operations: 1, magnitude: 15 }, 400).flat();
  const moves = changes.flatMap(({ kind, change }) =>
    kind === "geometry" ? [change as { xy: number; x0: number }] : [],
  );
  expect(Math.max(...moves.map(({ x0 }) => x0))).toBeCloseTo((150 / 331) * 64 * 0.5, 6);
  expect(moves.some(({ xy }) => Math.abs(xy - 0.15) < 1e-9)).toBe(true); // half of the shear of 0.3
  expect(moves.some(({ xy }) => Math.abs(xy + Math.sin(Math.PI / 12)) < 1e-9)).toBe(true); // a turn of 15 degrees
  const curves = changes.flatMap(({ kind, change }) => (kind === "curve" ? [JSON.stringify(change)] : []));
  expect([...new Set(curves)].sort()).toEqual([
    '{"curve":"posterize","bits":6}',
    '{"curve":"solarize","threshold":0.5}',
  ]);
});

test("at magnitude 0 only solarizing pure white is left of any change", async () => {
  const results = await augmented(
    [choose(randAugment, { operations: 4, magnitude: 0 })],
    new Array(40).fill(picture(16, (c, y, x) => 10 + c * 60 + y * 3 + x * 4)),
  );
  for (const result of results) expect(farthest(result, results[0]!)).toBeLessThan(1e-2);
});

test("TrivialAugment applies one change or none, of every strength", () => {
  const all = Array.from({ length: 2000 }, (_, i) => trivialAugment.draw({}, draws(1, "trivial", i), 224));
  expect(Math.max(...all.map((changes) => changes.length))).toBe(1);
  const shifts = all.flat().flatMap(({ kind, change }) => (kind === "geometry" ? [(change as { x0: number }).x0] : []));
  expect(Math.max(...shifts)).toBe(32);
  expect(Math.min(...shifts)).toBe(-32);
  expect(new Set(shifts.map((shift) => Math.round(Math.abs(shift) * 100))).size).toBe(31);
});

test.each([randAugment, trivialAugment])(
  "$id changes most pictures, and the same ones to the same bits",
  async (policy) => {
    const pictures = new Array(30).fill(given);
    const results = await augmented([choose(policy, {})], pictures);
    expect(results.filter((result) => farthest(result, given.values) > 1).length).toBeGreaterThan(15);
    expect(await augmented([choose(policy, {})], pictures)).toEqual(results);
  },
);
