import { z } from "zod";

/** Columns of more take longer to read than photos do, and a branch of this size learns nothing from them. */
const mostColumns = 100;

/** What people write for a value that is not there, whatever the capitals. */
export const usualMissing = ["NA", "N/A", "NaN", "null"];

const column = z.strictObject({
  name: z.string().min(1).describe("the column's header in the CSV; required"),
  kind: z
    .enum(["auto", "number", "category"])
    .default("auto")
    .describe("auto: a number where at least nine in ten of the training part's values are numbers, else a category"),
  log: z
    .boolean()
    .default(false)
    .describe(
      "takes the natural logarithm of a number before it is standardised, for sizes and depths that span orders of magnitude",
    ),
});

/** The facts of a CSV that go to the network beside each photo, as `data.metadata` has them. */
export const metadataSchema = z
  .strictObject({
    columns: z
      .array(
        z.union([
          z
            .string()
            .min(1)
            .transform((name) => column.parse({ name })),
          column,
        ]),
      )
      .max(mostColumns)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "each column once")
      .refine((all) => all.every(({ kind, log }) => !log || kind !== "category"), "log only for columns of numbers")
      .default([])
      .describe("columns of the CSV that go to the network with the photo, by name or as { name, kind, log }"),
    missing: z
      .array(z.string())
      .max(100)
      .default([...usualMissing])
      .describe("cells that mean a missing value, beside empty ones; capital letters make no difference"),
    branch: z
      .array(z.union([z.string(), z.record(z.string(), z.unknown())]))
      .meta({ id: "layers" })
      .default([{ dense: 32 }, "relu"])
      .describe(
        "the layers that the metadata go through before they are joined to the image features, in front of the model's last dense layer; [] joins them as they are",
      ),
    dropout: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe(
        "share of the photos in a training step of which some or all columns are hidden, so that the network also answers without them, 0..1",
      ),
  })
  .prefault({})
  .describe("what besides the photo the network sees");

export type MetadataOptions = z.output<typeof metadataSchema>;
export type MetadataColumn = MetadataOptions["columns"][number];
