import { z } from "zod";
import { definePolicy, type PhotoChange } from "./augmentation.ts";
import { contrast } from "./contrast.ts";
import { operations, type Reach } from "./operations.ts";
import { posterize } from "./posterize.ts";
import { rotate } from "./rotate.ts";
import { saturation } from "./saturation.ts";
import { solarize } from "./solarize.ts";

const largest = 30;

const reach: Reach = {
  degrees: 30,
  shear: 0.3,
  shift: (size) => (150 / 331) * size,
  factor: 0.9,
  bits: 4,
};

/**
 * For each photo, draws `operations` of the operations below (one may come again) and applies them at one `magnitude`:
 * identity, shear and translation along x and y, rotation, brightness, colour, contrast, posterize, solarize. Missing of
 * the paper's fourteen: AutoContrast, Equalize, Sharpness. Magnitudes mean what torchvision's RandAugment makes of them
 * (of 30 steps); moves are applied before changes of colours, whatever their order, and colours are not cut between.
 *
 * Source  Cubuk et al. 2020, "RandAugment: practical automated data augmentation with a reduced search space"
 */
export const randAugment = definePolicy({
  id: "rand-augment",
  summary: "Applies some random changes to each photo, all at one strength.",
  schema: z.strictObject({
    operations: z.int().min(1).max(8).default(2).describe("N: how many changes a photo gets, 1..8; default 2"),
    magnitude: z.number().min(0).max(largest).default(9).describe(`M: how strong they are, 0..${largest}; default 9`),
  }),
  chooses: [rotate, saturation, contrast, posterize, solarize],
  draw: (options, rng, size) =>
    Array.from({ length: options.operations }, (): PhotoChange | undefined => {
      const operation = rng.pick(operations);
      return operation(options.magnitude / largest, rng.chance(0.5) ? 1 : -1, size, reach);
    }).filter((change) => change !== undefined),
});
