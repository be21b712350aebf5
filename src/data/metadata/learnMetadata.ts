import type { Photo } from "../photo.ts";
import type { Parts } from "../split.ts";
import { checkMetadataColumns } from "./checkColumns.ts";
import { type ColumnCoverage, encodeFacts } from "./coverage.ts";
import type { MetadataEncoding } from "./encoding.ts";
import { learnEncoding } from "./learnEncoding.ts";
import type { MetadataOptions } from "./setting.ts";

/** The facts of a data set, ready for a network. */
export interface LearntMetadata {
  readonly encoding: MetadataEncoding;
  /** [photos * columns]; see `readCell`. */
  readonly cells: Float32Array;
  readonly coverage: readonly ColumnCoverage[];
  readonly warnings: readonly string[];
}

/** What of a data set the facts are learnt from. */
export interface PhotosWithFacts {
  readonly photos: readonly Photo[];
  /** [photos] */
  readonly labels: ArrayLike<number>;
  readonly classes: readonly string[];
  readonly parts: Parts;
}

/**
 * Learns the encoding of metadata from the training part and encodes all photos with it.
 *
 * @returns undefined where no columns are asked for
 * @throws WrasseError "column-missing", "metadata-too-many-values"
 */
export function learnMetadata(options: MetadataOptions, dataset: PhotosWithFacts): LearntMetadata | undefined {
  if (options.columns.length === 0) return undefined;
  const { photos, labels, classes, parts } = dataset;
  checkMetadataColumns(options, photos, "data.metadata.columns");
  const learnt = learnEncoding(options, {
    facts: Array.from(parts.train, (photo) => photos[photo]!.metadata),
    labels: Array.from(parts.train, (photo) => labels[photo]!),
    classes: classes.length,
  });
  const encoded = encodeFacts(learnt.encoding, photos, parts);
  return {
    encoding: learnt.encoding,
    cells: encoded.cells,
    coverage: encoded.coverage,
    warnings: [...learnt.warnings, ...encoded.warnings],
  };
}
