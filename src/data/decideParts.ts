import { WrasseError } from "../base/errors.ts";
import { DisjointSets } from "./disjointSets.ts";
import type { Part, Photo, SetAside } from "./photo.ts";
import { type Shares, splitPhotos } from "./split.ts";

export interface DecidedParts {
  /** One for each photo; undefined where a copy of it in a part that comes later sets it aside. */
  readonly parts: readonly (Part | undefined)[];
  readonly setAside: readonly SetAside[];
  readonly warnings: readonly string[];
}

/** For the text of errors: where the photos come from, and those that could not be read. */
export interface PartsContext {
  readonly at: string;
  readonly refused: readonly { readonly label: number; readonly setAside: SetAside }[];
}

/**
 * The part of each photo.
 *
 * - The source gives no part, or only train: validation and test are dealt out by the seed.
 * - It gives train and test: the test stays, validation is dealt out of the training photos.
 * - It gives train and validation: they stay, and there is no test; nothing is taken from a validation that was given.
 * - It gives all three: they stay. Photos without a part (an empty cell) count as training photos.
 *
 * Where the source gave the parts, a training photo that is a near-duplicate of a validation or test photo is set aside,
 * and so is a validation photo that is one of a test photo.
 *
 * @param duplicates groups of indices of photos
 * @throws WrasseError "too-few-photos" where a class cannot have one photo in each part that is dealt;
 *   "split-impossible" where photos that must stay together leave a part that is dealt without any
 */
export function decideParts(
  photos: readonly Photo[],
  classes: readonly string[],
  duplicates: readonly (readonly number[])[],
  shares: Shares,
  seed: number,
  context: PartsContext,
): DecidedParts {
  const gives = (part: Part): boolean => photos.some((photo) => photo.split === part);
  const givesValidation = gives("validation");
  const givesTest = gives("test");
  const setAside: SetAside[] = [];
  const parts: (Part | undefined)[] = photos.map((photo) => photo.split ?? "train");
  if (givesValidation || givesTest) setAside.push(...keepCopiesApart(parts, photos, duplicates));
  if (!givesValidation) {
    const open = Uint32Array.from(photos.keys()).filter((photo) => parts[photo] === "train");
    const dealt = { validation: shares.validation, test: givesTest ? 0 : shares.test };
    checkCounts(
      Array.from(open, (photo) => photos[photo]!),
      classes,
      dealt,
      context,
    );
    const units = unitsOf(photos, duplicates);
    const candidates = Array.from(open, (photo) => ({
      path: photos[photo]!.path,
      label: photos[photo]!.label,
      unit: units.rootOf(photo),
    }));
    const given = splitPhotos(candidates, dealt, seed);
    checkDealt(given, new Set(candidates.map(({ unit }) => unit)).size, dealt, context.at);
    given.forEach((part, i) => {
      parts[open[i]!] = part;
    });
  } else {
    const training = photos.filter((_, photo) => parts[photo] === "train");
    checkCounts(training, classes, { validation: 0, test: 0 }, context);
  }
  return { parts, setAside, warnings: absentClasses(parts, photos, classes) };
}

const RANK: Readonly<Record<Part, number>> = { train: 0, validation: 1, test: 2 };

/** Takes from each group of copies all that are not in the last of their parts. Changes `parts`. */
function keepCopiesApart(
  parts: (Part | undefined)[],
  photos: readonly Photo[],
  duplicates: readonly (readonly number[])[],
): SetAside[] {
  const setAside: SetAside[] = [];
  for (const group of duplicates) {
    const last = group.reduce((best, photo) => (RANK[parts[photo]!] > RANK[parts[best]!] ? photo : best));
    for (const photo of group) {
      if (parts[photo] === parts[last]) continue;
      const reason = `the same picture as ${photos[last]!.path} of the ${parts[last]} photos`;
      setAside.push({ path: photos[photo]!.path, code: "near-duplicate", reason });
      parts[photo] = undefined;
    }
  }
  return setAside;
}

/** Photos that must stay together: those of a group, and near-duplicates. */
function unitsOf(photos: readonly Photo[], duplicates: readonly (readonly number[])[]): DisjointSets {
  const units = new DisjointSets(photos.length);
  const firstOfGroup = new Map<string, number>();
  photos.forEach(({ group }, photo) => {
    if (group === undefined) return;
    const first = firstOfGroup.get(group);
    if (first === undefined) firstOfGroup.set(group, photo);
    else units.join(first, photo);
  });
  for (const [first, ...others] of duplicates) for (const other of others) units.join(first!, other);
  return units;
}

function checkCounts(
  training: readonly Photo[],
  classes: readonly string[],
  { validation, test }: Shares,
  { at, refused }: PartsContext,
): void {
  const needed = 1 + (validation > 0 ? 1 : 0) + (test > 0 ? 1 : 0);
  const counts = new Uint32Array(classes.length);
  for (const { label } of training) counts[label]! += 1;
  const label = counts.findIndex((count) => count < needed);
  if (label === -1) return;
  const unread = refused.filter((entry) => entry.label === label).map((entry) => entry.setAside);
  const others = counts.filter((count) => count < needed).length - 1;
  throw new WrasseError("too-few-photos", {
    at,
    expected:
      needed === 1 ? "a training photo in each class" : `${needed} usable photos in each class, one for each part`,
    got:
      `${counts[label]} in class "${classes[label]}"` +
      (unread.length > 0
        ? ` (${unread.length} more could not be used, the first: ${unread[0]!.path}: ${unread[0]!.reason})`
        : "") +
      (others > 0 ? `, and too few in ${others} other classes` : ""),
    hint: "add photos to the class, or take the class out",
  });
}

/** A part that was asked for and got no photo would mean no figures, or no training, without a word. */
function checkDealt(given: readonly Part[], units: number, shares: Shares, at: string): void {
  const wanted: readonly Part[] = ["train", ...(["validation", "test"] as const).filter((part) => shares[part] > 0)];
  const empty = wanted.find((part) => !given.includes(part));
  if (empty === undefined) return;
  throw new WrasseError("split-impossible", {
    at,
    expected: `photos for each of ${wanted.join(", ")}`,
    got: `none left for ${empty}: groups and near-duplicates stay together, which makes ${units} of ${given.length} photos`,
    hint: "make the groups smaller, give the parts yourself (a split column), or set data.split.validation or data.split.test to 0",
  });
}

/** A class that a part lacks has no figures there; said once for each part. */
function absentClasses(
  parts: readonly (Part | undefined)[],
  photos: readonly Photo[],
  classes: readonly string[],
): string[] {
  return (["train", "validation", "test"] as const).flatMap((part) => {
    const present = new Set(photos.filter((_, photo) => parts[photo] === part).map((photo) => photo.label));
    const absent = classes.filter((_, label) => !present.has(label));
    if (present.size === 0 || absent.length === 0) return [];
    return [
      `no ${part} photo of ${absent.join(", ")}: its photos are too few, or are kept together by group or likeness`,
    ];
  });
}
