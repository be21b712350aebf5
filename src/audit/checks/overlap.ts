import { delong } from "../../train/metrics/delong.ts";
import type { Check } from "../check.ts";
import { percent, withInterval } from "../words.ts";

const fewestPhotos = 20;
const highestAuc = 0.75;
const shown = 5;

/** Pairs of classes that networks cannot tell apart on photos that they did not see. */
export const overlap: Check = {
  id: "overlap",
  title: "Classes that overlap",
  measure: ({ classes, photos, answers, noAnswers }) => {
    if (answers === undefined) return { verdict: "not-asked", summary: noAnswers };
    const labels = Uint16Array.from(answers.photos, (photo) => photos[photo]!.label);
    const rowsOf = classes.map((_, label) => Array.from(labels.keys()).filter((row) => labels[row] === label));
    const width = classes.length;
    const score = (row: number, label: number): number => answers.logits[row * width + label]!;
    const pairs = classes.flatMap((_, a) =>
      classes.slice(a + 1).flatMap((_, offset) => {
        const b = a + 1 + offset;
        if (Math.min(rowsOf[a]!.length, rowsOf[b]!.length) < fewestPhotos) return [];
        const rows = [...rowsOf[a]!, ...rowsOf[b]!];
        const kinds = rows.map((row) => (labels[row] === b ? 1 : 0));
        const margins = rows.map((row) => score(row, b) - score(row, a));
        const { auc, interval } = delong(margins, kinds, 0.99)!;
        const confused = (own: number, other: number): number =>
          rowsOf[own]!.filter((row) => score(row, other) > score(row, own)).length / rowsOf[own]!.length;
        return [{ a, b, auc, interval, n: rows.length, taken: [confused(a, b), confused(b, a)] as const }];
      }),
    );
    if (pairs.length === 0)
      return { verdict: "cannot-tell", summary: `no two classes have ${fewestPhotos} photos each` };
    pairs.sort((x, y) => x.auc - y.auc);
    const bad = pairs.filter(({ interval }) => interval[1] < highestAuc);
    const name = ({ a, b }: { a: number; b: number }): string => `${classes[a]} and ${classes[b]}`;
    const worst = pairs[0]!;
    return {
      summary: `${bad.length === 0 ? "none" : `${bad.length} of ${pairs.length} pairs`}; the closest are ${name(worst)}, AUC ${withInterval(worst.auc, worst.interval)}`,
      quantities: pairs.slice(0, shown).map((pair) => ({
        id: `auc-${classes[pair.a]}-${classes[pair.b]}`,
        name: `AUC between ${name(pair)}, 99 % interval`,
        value: pair.auc,
        unit: "0.5 alike .. 1 apart",
        interval: pair.interval,
        n: pair.n,
      })),
      concerns: bad.map((pair) => ({
        id: "classes-overlap",
        text: `Networks of this kind cannot tell ${name(pair)} apart: AUC ${withInterval(pair.auc, pair.interval)}; ${percent(pair.taken[0])} and ${percent(pair.taken[1])} look more like the other.`,
        value: pair.auc,
        threshold: highestAuc,
        source:
          "proposal: the 99 % interval under 0.75; symmetric confusion is ambiguity rather than wrong labels (Northcutt et al. 2021)",
        hint: "see whether a person can tell them; merge them, add metadata, or use larger photos or a backbone",
      })),
      table: {
        columns: ["class", "and class", "AUC", "taken for the other", "the other way"],
        rows: pairs
          .slice(0, shown)
          .map(({ a, b, auc, taken }) => [
            classes[a]!,
            classes[b]!,
            Number(auc.toFixed(3)),
            percent(taken[0]),
            percent(taken[1]),
          ]),
      },
    };
  },
};
