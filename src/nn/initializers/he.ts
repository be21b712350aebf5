import { z } from "zod";
import type { Fans } from "../initializer.ts";
import { gainField } from "./scaled.ts";

export const heOptions = z.strictObject({
  gain: gainField,
  slope: z
    .number()
    .default(0)
    .describe("slope of the leaky ReLU that follows, on its negative side; default 0, a plain ReLU"),
  fan: z
    .enum(["in", "out"])
    .default("in")
    .describe("in keeps the size of signals going forward (default), out that of gradients going back"),
});

/**
 * The standard deviation of He's initialisation: gain * sqrt(2 / ((1 + slope^2) * fan)).
 *
 * @source He, Zhang, Ren & Sun 2015, "Delving Deep into Rectifiers", eq. 10 and 15
 */
export function heDeviation({ fanIn, fanOut }: Fans, { gain, slope, fan }: z.infer<typeof heOptions>): number {
  return gain * Math.sqrt(2 / ((1 + slope * slope) * (fan === "in" ? fanIn : fanOut)));
}
