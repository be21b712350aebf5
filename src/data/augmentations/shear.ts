import { z } from "zod";
import { unmoved } from "./affine.ts";
import { defineGeometry } from "./augmentation.ts";

const degrees = z.number().min(0).max(60).describe("the widest slant to either side, in degrees, 0..60");

/** Slants the picture: rows slide sideways in proportion to their distance from the middle row. */
export const shear = defineGeometry({
  id: "shear",
  summary: "Slants the picture sideways.",
  schema: z.union([degrees.transform((value) => ({ degrees: value })), z.strictObject({ degrees })]),
  draw: (options, rng) => ({
    ...unmoved,
    xy: Math.tan((rng.uniform(-options.degrees, options.degrees) * Math.PI) / 180),
  }),
});
