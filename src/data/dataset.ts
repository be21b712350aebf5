import { resolve } from "node:path";
import { z } from "zod";
import { assert, WrasseError } from "../base/errors.ts";
import { decodePhotos } from "./cache.ts";
import { type ChannelStatistics, channelStatistics } from "./channelStatistics.ts";
import { decideParts, type PartsContext } from "./decideParts.ts";
import { fitSchema, limitsSchema } from "./decode.ts";
import { labelConflicts } from "./labelConflicts.ts";
import { checkMetadataColumns } from "./metadata/checkColumns.ts";
import { metadataSchema } from "./metadata/setting.ts";
import { nearDuplicates } from "./nearDuplicates.ts";
import { normalisationSchema } from "./normalisation.ts";
import type { Part, Photo, PhotoSource, SetAside } from "./photo.ts";
import { memoryPixels, type PixelStore } from "./pixelStore.ts";
import { openSource } from "./source.ts";
import { type Parts, partIndices } from "./split.ts";

const share = z.number().min(0).max(0.9);

export const dataSchema = z
  .strictObject({
    path: z.string().min(1).describe("folder of class folders, folder with train/ (and val/, test/), or CSV"),
    size: z.int().min(8).max(1024).default(64).describe("side of the square that the network sees, in pixels"),
    fit: fitSchema,
    normalisation: normalisationSchema,
    split: z
      .strictObject({
        validation: share.default(0.15).describe("share of the photos that chooses the best epoch, 0..0.9"),
        test: share.default(0.15).describe("share of the photos that is looked at once, for the final figure, 0..0.9"),
        seed: z
          .int()
          .min(0)
          .optional()
          .describe("decides which photos come into which part; default: the config's seed"),
      })
      .refine(({ validation, test }) => validation + test < 1, "validation and test together must be under 1")
      .prefault({})
      .describe("shares of validation and test photos, where the source does not give the parts itself"),
    duplicates: z
      .enum(["apart", "ignore"])
      .default("apart")
      .describe(
        "apart: near-duplicates never come into different parts (where the source gives the parts, the training copy is set aside); ignore: they are not looked for",
      ),
    metadata: metadataSchema,
    columns: z
      .strictObject({
        path: z.string().optional().describe("column of the photo's path (default: path, file_name, image, ...)"),
        label: z.string().optional().describe("column of the class (default: label, class, species)"),
        group: z.string().optional().describe("column whose equal values stay in one part (default: group)"),
        split: z.string().optional().describe("column that gives the part: train, val or test (default: split)"),
      })
      .prefault({})
      .describe("names of CSV columns, where they are not the usual ones"),
    photos: z
      .string()
      .min(1)
      .optional()
      .describe("folder that the paths of a CSV start from and stay in; default: the CSV's own"),
    limits: limitsSchema,
  })
  .describe("the photos and how they are read and split");

export type DataOptions = z.output<typeof dataSchema>;
/** As a person writes it: what has a default may be left out. */
export type DataInput = z.input<typeof dataSchema>;

/** The same photos, wherever the working folder is. */
export function withAbsolutePaths(data: DataOptions): DataOptions {
  const photos = data.photos === undefined ? {} : { photos: resolve(data.photos) };
  return { ...data, path: resolve(data.path), ...photos };
}

/** Decoded, split and ready to learn from. Indices are into `photos`. */
export interface Dataset {
  readonly classes: readonly string[];
  /** [photos] index into `classes` */
  readonly labels: Uint16Array;
  readonly pixels: PixelStore;
  /** A photo that was set aside as a near-duplicate is in none of them. */
  readonly parts: Parts;
  /** Photos that could be decoded, sorted by path. */
  readonly photos: readonly Photo[];
  readonly setAside: readonly SetAside[];
  /** Groups of near-duplicate photos, each of two or more, ascending. */
  readonly duplicates: readonly (readonly number[])[];
  /** Files of the source that are not photos by their name. */
  readonly ignored: number;
  /** Of the training part. */
  readonly statistics: ChannelStatistics;
  /** How many photos came decoded from the cache. */
  readonly reused: number;
  readonly warnings: readonly string[];
}

export interface PrepareOptions {
  /** Called as photos are decoded. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Stops the work and throws the signal's reason; what was decoded is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Where decoded photos are kept between runs; default: the system's folder for caches, with "wrasse" below. */
  readonly cacheDirectory?: string | undefined;
}

/**
 * Opens a source, decodes its photos (or takes them from the cache), finds near-duplicates and deals the photos into parts.
 *
 * @param options as `dataSchema` makes them
 * @param seed decides the split where the options give no seed of its own, and nothing else
 * @throws WrasseError "data-not-found", "data-kind-unknown", "no-photos", "csv-unreadable", "column-missing",
 *   "split-unknown", "one-class", "too-few-photos", "split-impossible", "cache-not-writable"
 */
export async function prepareDataset(
  options: DataOptions,
  seed: number,
  { onProgress, signal, cacheDirectory }: PrepareOptions = {},
): Promise<Dataset> {
  const source = openSource(options.path, options);
  checkClasses(source, options.path);
  checkMetadataColumns(options.metadata, source.photos, options.path);
  const decoded = await decodePhotos(
    source.root,
    source.photos.map((photo) => photo.path),
    { size: options.size, fit: options.fit, limits: options.limits },
    { identity: resolve(options.path), directory: cacheDirectory, onProgress, signal },
  );
  const photos = Array.from(decoded.usable, (index) => source.photos[index]!);
  const duplicates = options.duplicates === "apart" ? nearDuplicates(decoded.contentHashes, decoded.fingerprints) : [];
  const decided = decideParts(photos, source.classes, duplicates, options.split, options.split.seed ?? seed, {
    at: options.path,
    refused: refusedPhotos(source, decoded.setAside),
  });
  const parts = partIndices(decided.parts);
  return {
    classes: source.classes,
    labels: Uint16Array.from(photos, (photo) => photo.label),
    pixels: decoded.pixels,
    parts,
    photos,
    setAside: [...source.setAside, ...decoded.setAside, ...decided.setAside],
    duplicates,
    ignored: source.ignored,
    statistics: channelStatistics(decoded.pixels, parts.train),
    reused: decoded.reused,
    warnings: [...decoded.warnings, ...decided.warnings, ...labelConflicts(photos, source.classes, duplicates)],
  };
}

export interface PixelData {
  readonly classes: readonly string[];
  /** [photos] index into `classes` */
  readonly labels: ArrayLike<number>;
  /** [photos, 3, size, size] planar RGB, 0..255; or a store of them */
  readonly pixels: Uint8Array | PixelStore;
  /** Side of each picture; needed with plain pixels. */
  readonly size: number;
  /** One for each photo. */
  readonly splits: readonly Part[];
  readonly metadata?: readonly Readonly<Record<string, string>>[];
}

/** A data set from pictures that are in memory already, such as generated ones. Nothing is looked for or set aside. */
export function datasetFromPixels({ classes, labels, pixels, size, splits, metadata }: PixelData): Dataset {
  const store = pixels instanceof Uint8Array ? memoryPixels(pixels, size) : pixels;
  assert(store.count === labels.length && splits.length === labels.length, "each picture has a label and a part");
  assert(
    Array.from(labels).every((label) => label < classes.length),
    "each label is one of the classes",
  );
  const parts = partIndices(splits);
  const photos = splits.map((split, i) => ({
    path: `picture ${i}`,
    label: labels[i]!,
    split,
    metadata: metadata?.[i] ?? {},
  }));
  return {
    classes,
    labels: Uint16Array.from(labels),
    pixels: store,
    parts,
    photos,
    setAside: [],
    duplicates: [],
    ignored: 0,
    statistics: channelStatistics(store, parts.train),
    reused: 0,
    warnings: [],
  };
}

function checkClasses({ classes, setAside }: PhotoSource, at: string): void {
  if (classes.length > 1) return;
  throw new WrasseError("one-class", {
    at,
    expected: "two classes or more",
    got: `one class, "${classes[0]}"${setAside.length > 0 ? `, and ${setAside.length} entries set aside` : ""}`,
    hint: `add a folder for another class, or point at ${at.replace(/\/+$/, "")}/${classes[0]} if the classes are in there`,
  });
}

function refusedPhotos({ photos }: PhotoSource, setAside: readonly SetAside[]): PartsContext["refused"] {
  const labelOf = new Map(photos.map((photo) => [photo.path, photo.label]));
  return setAside.map((entry) => ({ label: labelOf.get(entry.path)!, setAside: entry }));
}
