import { z } from "zod";
import { type QuantityId, quantities, quantityIds } from "./quantities.ts";
import type { RunFacts } from "./record.ts";

/** The version of the file's form. A reader refuses another one. */
export const recordVersion = 1;

/** JSON has no NaN and no infinities: they are kept as their names. null: nothing was measured. */
const cell = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]), z.null()]);
export type Cell = z.output<typeof cell>;

const values = z.partialRecord(z.enum(quantityIds), z.union([cell, z.array(cell)]));
/** A number for what is measured of the run, a list in the order of the header's subjects for all else. */
export type LineValues = z.output<typeof values>;

/** What stands on a line after the first. */
export const lineSchema = z.strictObject({
  /** "end" stands last, once the training is over. */
  type: z.enum(["step", "epoch", "end"]),
  /** From 1; of "end": the epoch whose weights were kept. */
  epoch: z.int().min(0),
  /** Steps of the training before it; of "step" only. */
  step: z.int().min(0).optional(),
  train: values.optional(),
  validation: values.optional(),
  test: values.optional(),
});
export type RecordLine = z.output<typeof lineSchema>;

const counts = z.strictObject({ train: z.int(), validation: z.int(), test: z.int() });

const factsSchema = z.strictObject({
  classes: z.array(z.strictObject({ name: z.string(), photos: counts })).optional(),
  layers: z
    .array(
      z.strictObject({
        place: z.string(),
        kind: z.string(),
        isActivation: z.boolean(),
        weights: z.array(z.strictObject({ name: z.string(), shape: z.array(z.int()) })),
      }),
    )
    .optional(),
  config: z.unknown().optional(),
  seed: z.int().optional(),
  epochs: z.int().optional(),
  stepsPerEpoch: z.int().optional(),
  batch: z.int().optional(),
  restarts: z.array(z.int()).optional(),
  notes: z.array(z.string()).optional(),
});

/** The first line. */
export const headerSchema = z.strictObject({
  type: z.literal("record"),
  version: z.literal(recordVersion),
  facts: factsSchema,
  /** What each quantity is measured of that is not of the run: the names that its lists of numbers follow. */
  subjects: z.partialRecord(z.enum(quantityIds), z.array(z.string())),
});

export interface RecordHeader {
  readonly type: "record";
  readonly version: typeof recordVersion;
  readonly facts: RunFacts;
  readonly subjects: Readonly<Partial<Record<QuantityId, readonly string[]>>>;
}

/** A header with the classes as the subjects of every quantity that is measured of classes. */
export function recordHeader(
  facts: RunFacts,
  subjects: ReadonlyMap<QuantityId, readonly string[]> = new Map(),
): RecordHeader {
  const classes = (facts.classes ?? []).map(({ name }) => name);
  const all: Partial<Record<QuantityId, readonly string[]>> = {};
  for (const id of quantityIds) {
    const own = quantities[id].of === "class" ? classes : subjects.get(id);
    if (own !== undefined) all[id] = own;
  }
  return { type: "record", version: recordVersion, facts, subjects: all };
}

/** A number as it stands in the file, with all its digits. */
export function exactCell(value: number | null | undefined): Cell {
  if (value === undefined || value === null) return null;
  return Number.isFinite(value) ? value : (String(value) as "NaN" | "Infinity" | "-Infinity");
}

/** A number that was computed with the 7 digits of float32, in 6. */
export function shortCell(value: number | undefined): Cell {
  return value !== undefined && Number.isFinite(value) ? Number(value.toPrecision(6)) : exactCell(value);
}

/** The number of a cell; undefined where nothing was measured. */
export function numberOf(found: Cell): number | undefined {
  return found === null ? undefined : Number(found);
}
