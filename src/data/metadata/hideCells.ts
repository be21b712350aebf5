import { draws } from "../../base/random.ts";
import { missingCell, unknownCell } from "./cells.ts";
import type { MetadataEncoding } from "./encoding.ts";

export interface Hiding {
  /** Share of photos of which some or all columns are hidden, 0..1. */
  readonly share: number;
  readonly seed: number;
  readonly epoch: number;
}

/**
 * Hides columns of a photo at random, as dropout hides units: with probability `share` from one to all of its columns, each
 * number of them as likely. A hidden number is missing; a hidden category is missing or unknown, as likely. So a network
 * learns to answer with any part of the facts, and without any.
 *
 * The draws depend on the seed, the epoch and the photo alone.
 *
 * @param cells [columns] of the photo, changed in place
 * @param photo index of the photo in the data set
 */
export function hideCells(
  { columns }: Pick<MetadataEncoding, "columns">,
  cells: Float32Array,
  photo: number,
  { share, seed, epoch }: Hiding,
): void {
  if (share === 0) return;
  const rng = draws(seed, "metadata-hidden", epoch, photo);
  if (!rng.chance(share)) return;
  let toHide = 1 + rng.below(columns.length);
  columns.forEach((column, at) => {
    const left = columns.length - at;
    // Each set of `toHide` columns is as likely: Knuth, "The Art of Computer Programming", vol. 2, 3.4.2, algorithm S.
    const isHidden = rng.below(left) < toHide;
    const isUnknown = rng.chance(0.5);
    if (!isHidden) return;
    toHide -= 1;
    cells[at] = column.kind === "category" && isUnknown ? unknownCell : missingCell;
  });
}
