import { z } from "zod";

const common = {
  name: z.string(),
  /** Whether one feature says that the value is missing; there is none where training never shows it missing. */
  hasMissing: z.boolean(),
};

const numberColumn = z.object({
  ...common,
  kind: z.literal("number"),
  /** The natural logarithm is taken first. */
  log: z.boolean(),
  decimal: z.enum(["point", "comma"]),
  /** Of the training part, after the logarithm. */
  mean: z.number(),
  /** Of the training part; 0 where all its values are equal, and then the feature is always 0. */
  deviation: z.number().nonnegative(),
});

const categoryColumn = z.object({
  ...common,
  kind: z.literal("category"),
  /** The training part's values, by code point. */
  values: z.array(z.string()),
  /** Whether one feature says that the value is none of these. */
  hasUnknown: z.boolean(),
});

/**
 * How a photo's facts become numbers. It is data: it stands in the description of best.onnx, and whoever follows it feeds
 * the model as training did.
 */
export const metadataEncodingSchema = z.object({
  columns: z.array(z.discriminatedUnion("kind", [numberColumn, categoryColumn])).min(1),
  /** Cells that mean a missing value beside empty ones, in small letters. */
  missing: z.array(z.string()),
  /** What each number of a photo's row is: "length", "length missing", "habitat = reef", "habitat unknown". */
  features: z.array(z.string()).min(1),
});

export type MetadataEncoding = z.output<typeof metadataEncodingSchema>;
export type EncodedColumn = MetadataEncoding["columns"][number];

/** The features that a column takes, by name, in their order. */
export function featuresOfColumn(column: EncodedColumn): string[] {
  const { name } = column;
  const own =
    column.kind === "number"
      ? [name]
      : [...column.values.map((value) => `${name} = ${value}`), ...(column.hasUnknown ? [`${name} unknown`] : [])];
  return column.hasMissing ? [...own, `${name} missing`] : own;
}

/** How many features a column takes. */
export function widthOfColumn(column: EncodedColumn): number {
  const own = column.kind === "number" ? 1 : column.values.length + Number(column.hasUnknown);
  return own + Number(column.hasMissing);
}
