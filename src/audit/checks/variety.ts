import { median } from "../../base/averages.ts";
import { draws, permutation } from "../../base/random.ts";
import type { Check, Concern } from "../check.ts";
import type { Features } from "../features/principalComponents.ts";
import { vendiScore } from "../statistics/vendiScore.ts";
import { photosOfClass } from "../subject.ts";
import { counted, withInterval } from "../words.ts";

const fewestPhotos = 15;
/** Classes are compared at one number of photos, as more photos have more variety. */
const mostPhotos = 100;
const rounds = 20;
const leastShare = 0.6;
const fewestPeers = 3;

/** How varied the photos of each class are: the Vendi score of their features, at the same number of photos. */
export const variety: Check = {
  id: "variety",
  title: "Variety by class",
  measure: (subject) => {
    const { classes, parts, units, features, featuresFrom, seed } = subject;
    // One photo of each unit, and only of training photos where the source says which they are: they must hold the variety.
    const members = classes.map((_, label) => {
      const own = photosOfClass(subject, label).filter((photo) => parts === undefined || parts[photo] === "train");
      return own.filter((photo, i) => own.findIndex((other) => units[other] === units[photo]) === i);
    });
    const large = classes.map((_, label) => label).filter((label) => members[label]!.length >= fewestPhotos);
    if (large.length === 0) {
      return {
        verdict: "cannot-tell",
        summary: `no class has ${fewestPhotos} photos that are no copies of each other`,
      };
    }
    const count = Math.min(mostPhotos, Math.floor(0.8 * Math.min(...large.map((label) => members[label]!.length))));
    const scores = large.map((label) => {
      const found = Array.from({ length: rounds }, (_, round) => {
        const order = permutation(members[label]!.length, draws(seed, "audit variety", label, round));
        const chosen = Array.from(order.subarray(0, count), (place) => members[label]![place]!);
        return vendiScore(rowsOf(features, chosen), features.width);
      }).sort((a, b) => a - b);
      return { label, middle: median(found), interval: [found[0]!, found.at(-1)!] as const };
    });
    const concerns: Concern[] = [];
    for (const { label, middle, interval } of scores) {
      const peers = scores.filter((other) => other.label !== label).map((other) => other.middle);
      if (peers.length < fewestPeers) continue;
      const usual = median(peers);
      // Clear against its peers: the best draw is still far under the usual, and under the least varied of the others.
      if (interval[1] >= leastShare * usual || interval[1] >= Math.min(...peers)) continue;
      concerns.push({
        id: "low-variety",
        text: `${classes[label]} is worth ${withInterval(middle, interval, 1)} different photos of ${count}; the other classes ${usual.toFixed(1)}.`,
        value: middle / usual,
        threshold: leastShare,
        source: "proposal: all of 20 draws under 0.6 of the other classes' median, and under each of them",
        hint: "collect photos of it in other places and light; augmentation for that class alone helps somewhat",
      });
    }
    const all = scores.map(({ middle }) => middle);
    const cannotCompare = scores.length <= fewestPeers;
    return {
      ...(cannotCompare ? { verdict: "cannot-tell" as const } : {}),
      summary:
        `${Math.min(...all).toFixed(1)} to ${Math.max(...all).toFixed(1)} different photos of ${count} (Vendi score, ${featuresFrom})` +
        (cannotCompare ? `; ${counted(fewestPeers + 1, "class", "classes")} are needed to compare` : "") +
        (large.length < classes.length
          ? `; ${counted(classes.length - large.length, "class", "classes")} too small`
          : ""),
      quantities: scores.map(({ label, middle, interval }) => ({
        id: `vendi-${classes[label]}`,
        name: `Vendi score of ${classes[label]}, median and range of ${rounds} draws`,
        value: middle,
        unit: `different photos, 1..${count}`,
        interval,
        n: count,
      })),
      concerns,
      table: {
        columns: ["class", `Vendi score of ${count}`, "least", "most"],
        rows: scores.map(({ label, middle, interval }) => [
          classes[label]!,
          Number(middle.toFixed(2)),
          Number(interval[0].toFixed(2)),
          Number(interval[1].toFixed(2)),
        ]),
      },
    };
  },
};

function rowsOf({ values, width }: Features, rows: readonly number[]): Float64Array {
  const some = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    some.set(values.subarray(row * width, (row + 1) * width), i * width);
  });
  return some;
}
