import { DisjointSets } from "../../data/disjointSets.ts";
import type { Check, Concern, Suspect } from "../check.ts";
import type { AuditSubject } from "../subject.ts";
import { counted } from "../words.ts";

/** Correlation of aligned pictures with different labels that are taken for one. */
const leastAcrossLabels = 0.97;

interface Group {
  /** Ascending. */
  readonly photos: readonly number[];
  readonly isExact: boolean;
  readonly crossesParts: boolean;
  readonly crossesLabels: boolean;
}

/** Photos that are one picture: the same bytes, or the same picture encoded anew, brightened, cut or mirrored. */
export const duplicates: Check = {
  id: "duplicates",
  title: "Duplicates",
  measure: (subject) => {
    const { photos, parts, classes } = subject;
    const groups = groupsOf(subject);
    const extra = (some: readonly Group[]): number => some.reduce((sum, group) => sum + group.photos.length - 1, 0);
    const exact = groups.filter(({ isExact }) => isExact);
    const apart = groups.filter(({ crossesParts }) => crossesParts);
    const conflicts = groups.filter(({ crossesLabels }) => crossesLabels);
    const first = ({ photos: [a, b] }: Group): string => `${photos[a!]!.path} and ${photos[b!]!.path}`;
    const concerns: Concern[] = [];
    if (groups.length > 0) {
      concerns.push({
        id: "duplicates",
        text: `${counted(extra(groups), "photo is", "photos are")} another photo over again (${counted(exact.length, "group")} of equal files, ${groups.length - exact.length} of the same picture), the first: ${first(groups[0]!)}.`,
        value: extra(groups),
        threshold: 1,
        source: "a copy adds nothing; measured false matches: docs/audit.md",
        hint: "remove the copies; where Wrasse deals the parts, it keeps place-by-place copies on one side",
      });
    }
    if (apart.length > 0) {
      concerns.push({
        id: "duplicates-across-parts",
        text: `${counted(apart.length, "picture stands", "pictures stand")} in more than one part, the first: ${first(apart[0]!)}.`,
        value: apart.length,
        threshold: 1,
        source: "a test photo that was trained on measures memory",
        hint: "remove the training copies; figures of models trained on these parts are too good",
      });
    }
    if (conflicts.length > 0) {
      concerns.push({
        id: "duplicates-with-different-labels",
        text: `${counted(conflicts.length, "picture has", "pictures have")} more than one label, the first: ${first(conflicts[0]!)}.`,
        value: conflicts.length,
        threshold: 1,
        source: "one of the labels is wrong",
        hint: "decide which label is right, and remove the other copies",
      });
    }
    const suspects: Suspect[] = [...groups]
      .sort((a, b) => gravity(b) - gravity(a))
      .flatMap((group) => {
        const [kept, ...copies] = group.photos;
        return copies.map((copy) => ({
          check: "duplicates",
          path: photos[copy]!.path,
          otherPath: photos[kept!]!.path,
          reason:
            (group.isExact ? "the same file" : "the same picture") +
            (group.crossesParts && parts !== undefined ? `, in ${parts[kept!]} and ${parts[copy]}` : "") +
            (group.crossesLabels ? ", other label" : ""),
          score: 1 + gravity(group),
          isConcern: true,
          label: classes[photos[copy]!.label]!,
        }));
      });
    return {
      summary:
        groups.length === 0
          ? "none"
          : `${counted(extra(groups), "copy", "copies")} in ${counted(groups.length, "group")}: ${exact.length} of equal files; ${apart.length} across parts, ${conflicts.length} with different labels`,
      quantities: [
        { id: "copies", name: "photos that copy another", value: extra(groups), unit: "photos", n: photos.length },
        { id: "exact-groups", name: "groups of equal files", value: exact.length, unit: "groups" },
        {
          id: "near-groups",
          name: "groups of one picture in other files",
          value: groups.length - exact.length,
          unit: "groups",
        },
        {
          id: "groups-across-parts",
          name: "groups across parts",
          value: parts === undefined ? null : apart.length,
          unit: "groups",
        },
        {
          id: "groups-with-different-labels",
          name: "groups with different labels",
          value: conflicts.length,
          unit: "groups",
        },
      ],
      concerns,
      suspects,
    };
  },
};

function gravity({ crossesLabels, crossesParts }: Group): number {
  return (crossesLabels ? 2 : 0) + (crossesParts ? 1 : 0);
}

/** Groups of photos that are one picture, by their first photo. */
function groupsOf({ photos, parts, contentHashes, duplicates: found, alignedCopies }: AuditSubject): Group[] {
  const sets = new DisjointSets(photos.length);
  for (const [first, ...others] of found) for (const other of others) sets.join(first!, other);
  for (const { a, b, correlation } of alignedCopies) {
    // Two labels for one picture is a grave thing to say; lookalikes of two classes are no proof of it.
    if (photos[a]!.label === photos[b]!.label || correlation >= leastAcrossLabels) sets.join(a, b);
  }
  return sets
    .groups()
    .filter((group) => group.length > 1)
    .map((group) => ({
      photos: group,
      isExact: new Set(group.map((photo) => contentHashes[photo])).size === 1,
      crossesParts: parts !== undefined && new Set(group.map((photo) => parts[photo])).size > 1,
      crossesLabels: new Set(group.map((photo) => photos[photo]!.label)).size > 1,
    }));
}
