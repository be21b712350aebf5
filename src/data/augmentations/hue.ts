import { z } from "zod";
import { defineColour } from "./augmentation.ts";
import { type ColourMatrix, noMatrix } from "./colour.ts";
import { inverseMatrix, product } from "./matrix.ts";

const degrees = z.number().min(0).max(180).describe("the widest turn of the hue to either side, in degrees, 0..180");

/**
 * Turns the hue by up to some degrees to either side: a rotation of the plane of colour differences (I and Q of YIQ) that
 * leaves each pixel's grey as it is. A straight line in the colour, so it costs nothing beside other changes of colours.
 *
 * torchvision's adjust_hue turns the hue of HSV instead, which keeps the largest channel and not the grey, so its colours
 * get lighter or darker; the hues of both are alike to within a third of the turn on average.
 */
export const hue = defineColour({
  id: "hue",
  summary: "Turns colours round the colour circle; greys stay.",
  mixesChannels: true,
  usesMean: false,
  schema: z.union([degrees.transform((value) => ({ degrees: value })), z.strictObject({ degrees })]),
  draw: (options, rng) => ({
    pixel: hueTurn(rng.uniform(-options.degrees, options.degrees)),
    mean: noMatrix,
    shift: [0, 0, 0],
  }),
});

/** The colour matrix that turns hues by some degrees, from red towards yellow. */
export function hueTurn(degrees: number): ColourMatrix {
  const angle = (degrees * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return product(fromYiq, product([1, 0, 0, 0, cosine, sine, 0, -sine, cosine], toYiq));
}

/** Y is the grey of BT.601; I and Q are colour differences (NTSC 1953). */
const toYiq: ColourMatrix = [0.299, 0.587, 0.114, 0.5959, -0.2746, -0.3213, 0.2115, -0.5227, 0.3112];
const fromYiq: ColourMatrix = inverseMatrix(toYiq);
