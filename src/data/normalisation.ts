import { z } from "zod";
import type { ChannelStatistics } from "./channelStatistics.ts";

const triple = (number: z.ZodNumber) => z.tuple([number, number, number]);

/** How pixels, 0..255, become the numbers that a network takes. */
export const normalisationSchema = z
  .union([
    z.enum(["dataset", "0..1", "0..255"]),
    z.strictObject({
      mean: triple(z.number()).describe("of red, green and blue, where white is 1; taken away"),
      deviation: triple(z.number().gt(0)).describe("of red, green and blue, where white is 1; divided by"),
    }),
  ])
  .default("dataset")
  .describe(
    "how pixels become numbers: dataset (mean 0 and deviation 1 over the training photos; of a backbone, its own `scale`), 0..1, 0..255 (as they are), or { mean, deviation } by channel where white is 1; default dataset",
  );

export type Normalisation = z.output<typeof normalisationSchema>;

/**
 * The mean and deviation that a setting stands for.
 * @param usual what "dataset" stands for
 */
export function normalisedBy(setting: Normalisation, usual: ChannelStatistics): ChannelStatistics {
  switch (setting) {
    case "dataset":
      return usual;
    case "0..1":
      return { mean: [0, 0, 0], deviation: [1, 1, 1] };
    case "0..255":
      return { mean: [0, 0, 0], deviation: [1 / 255, 1 / 255, 1 / 255] };
    default:
      return setting;
  }
}
