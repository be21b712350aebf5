import { createHash } from "node:crypto";
import type { Dataset } from "../data/dataset.ts";
import type { LearntMetadata } from "../data/metadata/learnMetadata.ts";

/**
 * A fingerprint of the photos' names, classes and parts, of the training part's colours and of the metadata in use: another
 * data set gives another.
 */
export function datasetDigest(
  { classes, photos, labels, parts, statistics, pixels }: Dataset,
  metadata?: LearntMetadata,
): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([classes, pixels.size, statistics, photos.map(({ path }) => path)]));
  hash.update(labels);
  for (const part of [parts.train, parts.validation, parts.test]) hash.update(JSON.stringify([...part]));
  if (metadata !== undefined) hash.update(JSON.stringify(metadata.encoding)).update(metadata.cells);
  return hash.digest("hex");
}
