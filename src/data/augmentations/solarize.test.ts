import { expect, test } from "vitest";
import { augmented, choose, farthest, fixed, reference, referencePicture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { solarize } from "./solarize.ts";

test.each(reference.solarize)(
  "a threshold of $threshold gives torchvision's picture",
  async ({ threshold, values }) => {
    const change = { curve: "solarize", threshold: (threshold - 0.5) / 255 } as const;
    const [found] = await augmented([fixed({ kind: "curve", change })], [referencePicture]);
    expect(farthest(found!, values)).toBeLessThan(1e-3);
  },
);

test("thresholds fill the range from the given one up to white", () => {
  const drawn = Array.from({ length: 500 }, (_, i) => {
    const change = solarize.draw({ threshold: 0.7 }, draws(1, "threshold", i));
    return change.curve === "solarize" ? change.threshold : Number.NaN;
  });
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0.7);
  expect(Math.min(...drawn)).toBeLessThan(0.705);
  expect(Math.max(...drawn)).toBeGreaterThan(0.995);
  expect(Math.max(...drawn)).toBeLessThan(1);
});

test("the shorthand is the threshold", () => {
  expect(choose(solarize, 0.7).options).toEqual({ threshold: 0.7 });
});
