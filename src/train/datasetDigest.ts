import { createHash } from "node:crypto";
import type { Dataset } from "../data/dataset.ts";

/** A fingerprint of the photos' names, classes and parts and of the training part's colours: another data set gives another. */
export function datasetDigest({ classes, photos, labels, parts, statistics, pixels }: Dataset): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([classes, pixels.size, statistics, photos.map(({ path }) => path)]));
  hash.update(labels);
  for (const part of [parts.train, parts.validation, parts.test]) hash.update(JSON.stringify([...part]));
  return hash.digest("hex");
}
