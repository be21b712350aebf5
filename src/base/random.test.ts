import { expect, test } from "vitest";
import { draws, fillKeepMask, permutation, philox } from "./random.ts";

function block(...words: [number, number, number, number, number, number]): string[] {
  const out = new Uint32Array(4);
  philox(out, ...words);
  return Array.from(out, (word) => word.toString(16).padStart(8, "0"));
}

test("Philox gives the known answers of its authors (Random123, kat_vectors, philox4x32 10)", () => {
  expect(block(0, 0, 0, 0, 0, 0)).toEqual(["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]);
  const ones = 0xffffffff;
  expect(block(ones, ones, ones, ones, ones, ones)).toEqual(["408f276d", "41c83b0e", "a20bc7c6", "6d5451fd"]);
  expect(block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0)).toEqual([
    "d16cfe09",
    "94fdcceb",
    "5001e420",
    "24126ea1",
  ]);
});

test("the same place gives the same numbers, another purpose or counter gives others", () => {
  const first = (purpose: string, a: number, b: number) => draws(7, purpose, a, b).uint32();
  expect(first("shuffle", 1, 2)).toBe(first("shuffle", 1, 2));
  expect(new Set([first("shuffle", 1, 2), first("shuffle", 2, 1), first("noise", 1, 2)]).size).toBe(3);
});

test("a permutation holds each index once", () => {
  const order = permutation(100, draws(1, "order"));
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
});

test("a keep mask keeps the share that was asked for, within five standard errors", () => {
  const mask = new Uint8Array(100_003);
  fillKeepMask(mask, 0.7, 3, "dropout", 5);
  const share = mask.reduce((sum, kept) => sum + kept, 0) / mask.length;
  expect(Math.abs(share - 0.7)).toBeLessThan(5 * Math.sqrt((0.7 * 0.3) / mask.length));
});

test("uniform numbers have the mean and variance of the uniform distribution", () => {
  const rng = draws(11, "moments");
  const values = Array.from({ length: 20_000 }, () => rng.uniform());
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
  expect(mean).toBeCloseTo(0.5, 2);
  expect(variance).toBeCloseTo(1 / 12, 2);
});
