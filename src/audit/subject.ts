import type { AlignedCopy } from "../data/alignedCopies.ts";
import type { PhotoFacts } from "../data/inspectPhoto.ts";
import type { Part, Photo, SetAside } from "../data/photo.ts";
import type { OutOfSample } from "./crossValidate.ts";
import type { Features } from "./features/principalComponents.ts";

/** Everything that checks look at. Indices are into `photos`. */
export interface AuditSubject {
  readonly classes: readonly string[];
  /** Photos that could be decoded, by path. */
  readonly photos: readonly Photo[];
  /** [photos] as the source gives them; undefined where it gives none at all. */
  readonly parts: readonly Part[] | undefined;
  readonly setAside: readonly SetAside[];
  /** Files that are no photos by their name. */
  readonly ignored: number;
  /** Side of the square that a network would see. */
  readonly size: number;
  readonly fit: "stretch" | "crop" | "pad";
  readonly facts: readonly (PhotoFacts | null)[];
  readonly contentHashes: readonly string[];
  /** Photos that are one picture place by place. */
  readonly duplicates: readonly (readonly number[])[];
  /** Photos that are one picture once aligned. */
  readonly alignedCopies: readonly AlignedCopy[];
  /** [photos] from `unitsOf`: photos of one unit are not independent. */
  readonly units: Uint32Array;
  /** Principal components of what the photos look like. */
  readonly features: Features;
  readonly featuresFrom: string;
  /** Undefined where none was asked for, or there are too few photos; `noAnswers` says which. */
  readonly answers: OutOfSample | undefined;
  readonly noAnswers: string;
  readonly seed: number;
}

/** Indices of the photos of one class, ascending. */
export function photosOfClass({ photos }: Pick<AuditSubject, "photos">, label: number): number[] {
  return Array.from(photos.keys()).filter((photo) => photos[photo]!.label === label);
}
