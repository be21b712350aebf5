import { draws, permutation } from "../../base/random.ts";
import type { Check } from "../check.ts";
import { neighbourDistances } from "../statistics/neighbours.ts";
import { robustScores } from "../statistics/robustScores.ts";
import { counted } from "../words.ts";

const neighbours = 5;
const fewestPhotos = 50;
const farthest = 6;
/** Photos are compared with this many others at most, so that many photos do not take the square of their number. */
const mostCompared = 4000;
const shown = 6;

/** Photos that look like no other photo: far from their nearest neighbours in the features. */
export const odd: Check = {
  id: "odd",
  title: "Odd ones out",
  measure: ({ photos, features, featuresFrom, units, classes, seed }) => {
    if (photos.length < fewestPhotos) {
      return { verdict: "cannot-tell", summary: `${counted(photos.length, "photo")}, ${fewestPhotos} are needed` };
    }
    const compared = permutation(photos.length, draws(seed, "audit odd")).subarray(0, mostCompared);
    const distances = neighbourDistances(features, neighbours, units, compared);
    const logs = distances.map((distance) => Math.log(Math.max(distance, 1e-9)));
    const known = Array.from(photos.keys()).filter((photo) => Number.isFinite(logs[photo]!));
    const scores = robustScores(known.map((photo) => logs[photo]!));
    const ranked = known
      .map((photo, i) => ({ photo, score: scores[i]!, isConcern: scores[i]! >= farthest }))
      .sort((a, b) => b.score - a.score);
    const bad = ranked.filter(({ isConcern }) => isConcern);
    return {
      summary: `${bad.length === 0 ? "none" : bad.length}; the farthest ${ranked[0]!.score.toFixed(1)} robust deviations from the middle (${featuresFrom})`,
      quantities: [
        { id: "odd", name: "photos like no other", value: bad.length, unit: "photos", n: known.length },
        {
          id: "farthest",
          name: `largest distance to the ${neighbours}th neighbour, above the middle`,
          value: ranked[0]!.score,
          unit: "robust deviations of the logarithm",
          n: known.length,
        },
      ],
      concerns:
        bad.length === 0
          ? []
          : [
              {
                id: "odd",
                text: `${counted(bad.length, "photo looks", "photos look")} like no other, the oddest ${photos[bad[0]!.photo]!.path}.`,
                value: bad[0]!.score,
                threshold: farthest,
                source: "proposal: 6 robust deviations; the oddest of 1,021 reef photos has 4.6",
                hint: "see whether they belong here",
              },
            ],
      suspects: [...bad, ...ranked.filter(({ isConcern }) => !isConcern).slice(0, Math.max(0, shown - bad.length))].map(
        ({ photo, score, isConcern }) => ({
          check: "odd",
          path: photos[photo]!.path,
          reason: `${score.toFixed(1)} deviations from its neighbours`,
          score,
          isConcern,
          label: classes[photos[photo]!.label]!,
        }),
      ),
    };
  },
};
