import { z } from "zod";

/** Which part of a backbone stays as the file has it. */
export type Freeze = "all" | "none" | number | { readonly allBut: number } | { readonly until: string };

const blockCount = z.int().min(0);

const freezeSchema: z.ZodType<Freeze> = z.union([
  z.enum(["all", "none"]),
  blockCount,
  z.strictObject({ allBut: blockCount }),
  z.strictObject({ until: z.string().min(1) }),
]);

const triple = z.tuple([z.number(), z.number(), z.number()]);
const positives = z.tuple([z.number().gt(0), z.number().gt(0), z.number().gt(0)]);

const scaleSchema = z.union([
  z.enum(["auto", "dataset", "0..1", "-1..1", "0..255", "imagenet"]),
  z.strictObject({ mean: triple, deviation: positives }),
]);

/** How a backbone's input is made of pixels. */
export type InputScale = z.output<typeof scaleSchema>;

/** The options of a backbone beside its file and its head, as a config gives them. */
export const backboneFields = {
  features: z
    .string()
    .min(1)
    .default("auto")
    .describe(
      "the value of the file that goes to the head; default auto: what its last dense layer takes, else its output",
    ),
  freeze: freezeSchema
    .default("all")
    .describe(
      "what is not learnt: all, none, N (the first N blocks), { allBut: N } (all but the last N), or { until: VALUE } (all that VALUE needs); a block is a convolution or a dense layer with what follows it; default all",
    ),
  batchNorm: z
    .enum(["batch", "running"])
    .default("batch")
    .describe(
      "what batch norms of the part that learns use in training: the batch's statistics, which the running ones follow, or the file's running ones, which stay; frozen ones always use the file's; default batch",
    ),
  learningRateDecay: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe("the learning rate of a block as a share of the next one's, from the head down, above 0 to 1; default 1"),
  input: z
    .strictObject({
      scale: scaleSchema
        .default("auto")
        .describe(
          "what the file takes for pixels 0..255: 0..1, -1..1, 0..255, imagenet (its mean and deviation), dataset (those of the training photos), or { mean, deviation } on a scale where 255 is 1; default auto: what the file's metadata say, else dataset",
        ),
    })
    .prefault({})
    .describe("how pixels come to the backbone"),
};

const optionsSchema = z.strictObject(backboneFields);

export type BackboneOptions = z.output<typeof optionsSchema>;
