import type { Part } from "../../data/photo.ts";
import type { Check, Concern, Quantity } from "../check.ts";
import { counted, percent } from "../words.ts";

/** With fewer, a class has one or two test photos, and its figures say next to nothing. */
const fewestPhotos = 20;
const largestRatio = 10;
/** Half the sum of differences of the class shares of two parts. */
const largestDifference = 0.15;

/** How many photos each class has, in all and in each part. */
export const counts: Check = {
  id: "counts",
  title: "Photos by class",
  measure: ({ classes, photos, parts }) => {
    const names: readonly Part[] =
      parts === undefined ? [] : (["train", "validation", "test"] as const).filter((part) => parts.includes(part));
    const all = countBy(
      classes.length,
      photos.map(({ label }) => label),
    );
    const byPart = names.map((part) =>
      countBy(
        classes.length,
        photos.filter((_, i) => parts![i] === part).map(({ label }) => label),
      ),
    );
    const most = Math.max(...all);
    const least = Math.min(...all);
    const ratio = least === 0 ? null : most / least;
    const quantities: Quantity[] = [
      { id: "photos", name: "photos", value: photos.length, unit: "photos" },
      { id: "classes", name: "classes", value: classes.length, unit: "classes" },
      { id: "smallest-class", name: "photos of the smallest class", value: least, unit: "photos" },
      { id: "largest-class", name: "photos of the largest class", value: most, unit: "photos" },
      { id: "imbalance", name: "largest class over smallest", value: ratio, unit: "ratio", n: photos.length },
    ];
    const concerns: Concern[] = [];
    const few = classes.filter((_, label) => all[label]! < fewestPhotos);
    if (classes.length < 2) {
      concerns.push({
        id: "one-class",
        text: `There is one class, ${classes[0]}: a classifier needs two or more.`,
        value: 1,
        threshold: 2,
        source: "a classifier tells classes apart",
        hint: "add a folder for another class, or point at the folder that holds the classes",
      });
    }
    if (few.length > 0) {
      concerns.push({
        id: "few-photos",
        text: `${counted(few.length, "class has", "classes have")} fewer than ${fewestPhotos} photos: ${some(few)}.`,
        value: least,
        threshold: fewestPhotos,
        source: "proposal: 15 % of 20 are 3 test photos, whose recall has an interval from 0.44 at best",
        hint: "collect more photos of them, or leave the classes out",
      });
    }
    if (ratio !== null && ratio > largestRatio) {
      concerns.push({
        id: "imbalance",
        text: `The largest class (${classes[all.indexOf(most)]}, ${most}) has ${ratio.toFixed(1)} times the photos of the smallest (${classes[all.indexOf(least)]}, ${least}).`,
        value: ratio,
        threshold: largestRatio,
        source: "proposal; Buda et al. 2018 measure losses that grow with the ratio, from about 10",
        hint: "try sampler: balanced, or loss.classWeights: balanced, and look at figures by class",
      });
    }
    names.forEach((part, p) => {
      const absent = classes.filter((_, label) => byPart[p]![label] === 0);
      if (absent.length === 0) return;
      concerns.push({
        id: "class-absent",
        text: `The ${part} photos have none of ${some(absent)}.`,
        value: absent.length,
        threshold: 1,
        source: "a part without a class has no figures for it",
        hint: "move some photos of the class into that part, or let Wrasse deal the parts",
      });
    });
    names.slice(1).forEach((part, p) => {
      const difference = totalVariation(byPart[0]!, byPart[p + 1]!);
      const n = sum(byPart[p + 1]!);
      quantities.push({
        id: `class-shares-${part}`,
        name: `difference of class shares, ${names[0]} and ${part}`,
        value: difference,
        unit: "fraction 0..1 of photos that would have to change class",
        n,
      });
      // What chance alone does to shares of so few photos.
      const byChance =
        classes.reduce((total, _, label) => {
          const share = all[label]! / photos.length;
          return total + 0.8 * Math.sqrt(share * (1 - share) * (1 / n + 1 / sum(byPart[0]!)));
        }, 0) / 2;
      if (difference > Math.max(largestDifference, 2 * byChance)) {
        concerns.push({
          id: "class-shares-differ",
          text: `Classes are as common in ${part} as in ${names[0]} for only ${percent(1 - difference)} of the photos.`,
          value: difference,
          threshold: Math.max(largestDifference, 2 * byChance),
          source: "proposal: 0.15, and twice the difference that chance makes",
          hint: "look at figures by class and the macro average rather than at accuracy",
        });
      }
    });
    const range = most === least ? `${most} each` : `${least} to ${most} each`;
    return {
      summary: `${counted(photos.length, "photo")} of ${counted(classes.length, "class", "classes")}, ${range}${ratio === null ? "" : `, ratio ${ratio.toFixed(1)}`}`,
      quantities,
      concerns,
      table: {
        columns: ["class", "photos", ...names],
        rows: classes.map((name, label) => [name, all[label]!, ...byPart.map((counted) => counted[label]!)]),
      },
    };
  },
};

function countBy(classes: number, labels: readonly number[]): number[] {
  const found = new Array<number>(classes).fill(0);
  for (const label of labels) found[label]! += 1;
  return found;
}

function totalVariation(a: readonly number[], b: readonly number[]): number {
  const [sumA, sumB] = [sum(a), sum(b)];
  return a.reduce((total, value, label) => total + Math.abs(value / sumA - b[label]! / sumB), 0) / 2;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function some(names: readonly string[]): string {
  return names.length <= 4 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}
