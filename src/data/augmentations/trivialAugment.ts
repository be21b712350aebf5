import { z } from "zod";
import { definePolicy } from "./augmentation.ts";
import { contrast } from "./contrast.ts";
import { operations, type Reach } from "./operations.ts";
import { posterize } from "./posterize.ts";
import { rotate } from "./rotate.ts";
import { saturation } from "./saturation.ts";
import { solarize } from "./solarize.ts";

const steps = 30;

/** The paper's "wide" space; it moves by 32 pixels, which in small pictures would leave nothing. */
const wide: Reach = {
  degrees: 135,
  shear: 0.99,
  shift: (size) => Math.min(32, size / 2),
  factor: 0.99,
  bits: 6,
};

/**
 * For each photo, draws one operation and its strength, each as likely: identity, shear and translation along x and y,
 * rotation, brightness, colour, contrast, posterize, solarize, over the paper's wide ranges. Nothing to tune. Missing of
 * its fourteen: AutoContrast, Equalize, Sharpness. Moves are of 32 pixels at most, and of half the side.
 *
 * Source  Müller & Hutter 2021, "TrivialAugment: tuning-free yet state-of-the-art data augmentation"
 */
export const trivialAugment = definePolicy({
  id: "trivial-augment",
  summary: "Applies one random change of a random strength to each photo.",
  schema: z.strictObject({}),
  chooses: [rotate, saturation, contrast, posterize, solarize],
  draw: (_, rng, size) => {
    const operation = rng.pick(operations);
    const change = operation(rng.below(steps + 1) / steps, rng.chance(0.5) ? 1 : -1, size, wide);
    return change === undefined ? [] : [change];
  },
});
