import { median } from "../../base/averages.ts";
import type { Check } from "../check.ts";
import { robustScores } from "../statistics/robustScores.ts";
import { counted } from "../words.ts";

/** A photo must look blurred by itself, and more so than the others. */
const blurriest = 0.6;
const farthest = 3.5;
/** With fewer, nothing can be said of what is usual. */
const fewestPhotos = 20;
const shown = 6;

/** Photos that are blurred, by the blur effect of Crete et al. */
export const blur: Check = {
  id: "blur",
  title: "Blurred",
  measure: ({ photos, facts, classes }) => {
    const known = facts.flatMap((fact, photo) =>
      fact === null || fact.blur === null ? [] : [{ blur: fact.blur, photo }],
    );
    if (known.length < fewestPhotos) {
      return { verdict: "cannot-tell", summary: `${counted(known.length, "photo")}, ${fewestPhotos} are needed` };
    }
    // The effect ends at 1, so its logit is what spreads evenly.
    const logits = known.map(({ blur }) => Math.log((blur + 1e-3) / (1 - blur + 1e-3)));
    const scores = robustScores(logits);
    const ranked = known
      .map(({ blur, photo }, i) => ({
        blur,
        photo,
        score: scores[i]!,
        isConcern: blur >= blurriest && scores[i]! >= farthest,
      }))
      .sort((a, b) => b.blur - a.blur);
    const bad = ranked.filter(({ isConcern }) => isConcern);
    const middle = median(known.map(({ blur }) => blur));
    return {
      summary: `${bad.length === 0 ? "none" : bad.length}; blur effect ${middle.toFixed(2)} in the middle, ${ranked[0]!.blur.toFixed(2)} at most`,
      quantities: [
        { id: "blur", name: "blur effect, median", value: middle, unit: "0 sharp .. 1 blurred", n: known.length },
        {
          id: "blur-most",
          name: "blur effect, largest",
          value: ranked[0]!.blur,
          unit: "0 sharp .. 1 blurred",
          n: known.length,
        },
        { id: "blurred", name: "blurred photos", value: bad.length, unit: "photos", n: known.length },
      ],
      concerns:
        bad.length === 0
          ? []
          : [
              {
                id: "blurred",
                text: `${counted(bad.length, "photo is", "photos are")} blurred, the worst ${photos[bad[0]!.photo]!.path} (${bad[0]!.blur.toFixed(2)}, usual ${middle.toFixed(2)}).`,
                value: bad[0]!.blur,
                threshold: blurriest,
                source: `proposal: 0.6, and ${farthest} robust deviations above the middle; the blurriest of 1,021 reef photos has 0.57`,
                hint: "remove them, or see whether a person can still name the class",
              },
            ],
      suspects: [...bad, ...ranked.filter(({ isConcern }) => !isConcern).slice(0, Math.max(0, shown - bad.length))].map(
        ({ blur, photo, isConcern }) => ({
          check: "blur",
          path: photos[photo]!.path,
          reason: `blur ${blur.toFixed(2)}, usual ${middle.toFixed(2)}`,
          score: blur,
          isConcern,
          label: classes[photos[photo]!.label]!,
        }),
      ),
    };
  },
};
