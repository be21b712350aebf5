/** The three parts of a data set: learnt from, chosen by, and looked at once. */
export type Part = "train" | "validation" | "test";

/** A labelled photo of a source, not yet decoded. */
export interface Photo {
  /** Relative to the source's root, with forward slashes on every system. */
  readonly path: string;
  /** Index into the source's sorted classes. */
  readonly label: number;
  /** Photos of one group (an animal, a dive, a film) never come into different parts. */
  readonly group?: string;
  /** The part that the source itself gives, by its folders or a column. */
  readonly split?: Part;
  /** What else a CSV tells about it, as it is written there. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Something that looked like a photo and is not used, with the reason for a person. */
export interface SetAside {
  readonly path: string;
  /** Stable, for scripts: "photo-empty", "photo-truncated", "near-duplicate", ... */
  readonly code: string;
  readonly reason: string;
}

/** What a folder or a CSV says about its photos, before any of them is opened. */
export interface PhotoSource {
  /** Absolute folder that the paths of the photos are relative to. */
  readonly root: string;
  /** Sorted by code point, as torchvision and Hugging Face do. */
  readonly classes: readonly string[];
  /** Sorted by path, so that nothing depends on the order of a folder or of rows. */
  readonly photos: readonly Photo[];
  /** Files that are not photos by their name. */
  readonly ignored: number;
  readonly setAside: readonly SetAside[];
}

/** Compares by code point (not by language), so that every machine sorts alike. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A photo whose class is still a name, as sources find it. */
export interface NamedPhoto extends Omit<Photo, "label"> {
  readonly className: string;
}

/** What a source found, its classes still as names. */
export interface FoundPhotos {
  readonly photos: readonly NamedPhoto[];
  readonly ignored: number;
  readonly setAside: readonly SetAside[];
}

/** Sorts classes and photos, and turns class names into indices. */
export function labelled(named: readonly NamedPhoto[]): { classes: string[]; photos: Photo[] } {
  const classes = [...new Set(named.map((photo) => photo.className))].sort(byCodePoint);
  const labelOf = new Map(classes.map((name, label) => [name, label]));
  const photos = named.map(({ className, ...photo }) => ({ ...photo, label: labelOf.get(className)! }));
  return { classes, photos: photos.sort((a, b) => byCodePoint(a.path, b.path)) };
}
