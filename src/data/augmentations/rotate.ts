import { z } from "zod";
import { defineGeometry } from "./augmentation.ts";

const degrees = z.number().min(0).max(180).describe("the widest turn to either side, in degrees, 0..180");

/** Turns the picture about its middle by up to some degrees to either side, each as likely; left turns are positive. */
export const rotate = defineGeometry({
  id: "rotate",
  summary: "Turns the picture about its middle.",
  schema: z.union([degrees.transform((value) => ({ degrees: value })), z.strictObject({ degrees })]),
  draw: (options, rng) => {
    const angle = (rng.uniform(-options.degrees, options.degrees) * Math.PI) / 180;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    return { xx: cosine, xy: sine, x0: 0, yx: -sine, yy: cosine, y0: 0 };
  },
});
