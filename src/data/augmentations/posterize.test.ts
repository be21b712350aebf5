import { expect, test } from "vitest";
import { augmented, choose, farthest, fixed, reference, referencePicture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { posterize } from "./posterize.ts";

test.each(reference.posterize)("$bits bits give torchvision's picture", async ({ bits, values }) => {
  const [found] = await augmented([fixed({ kind: "curve", change: { curve: "posterize", bits } })], [referencePicture]);
  expect(farthest(found!, values)).toBeLessThan(1e-3);
});

test("every byte is put on its level", async () => {
  const bytes = Array.from({ length: 768 }, (_, i) => i % 256);
  const given = { size: 16, values: bytes };
  for (let bits = 1; bits <= 7; bits += 1) {
    const [found] = await augmented([fixed({ kind: "curve", change: { curve: "posterize", bits } })], [given]);
    const step = 2 ** (8 - bits);
    const expected = bytes.map((byte) => Math.floor(byte / step) * step);
    expect(farthest(found!, expected), `${bits} bits`).toBeLessThan(1e-3);
  }
});

test("8 bits leave the picture as it is, and numbers of bits are drawn up to 8, each as likely", async () => {
  const [found] = await augmented([choose(posterize, 8)], [referencePicture]);
  expect(farthest(found!, referencePicture.values)).toBeLessThan(1e-3);
  const counts = new Map<number, number>();
  for (let i = 0; i < 1000; i += 1) {
    const change = posterize.draw({ bits: 5 }, draws(1, "bits", i));
    const bits = change.curve === "posterize" ? change.bits : Number.NaN;
    counts.set(bits, (counts.get(bits) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual([5, 6, 7, 8]);
  for (const count of counts.values()) expect(Math.abs(count - 250)).toBeLessThan(70); // 5 deviations of 13.7
});
