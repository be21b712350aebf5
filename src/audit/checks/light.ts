import type { PhotoFacts } from "../../data/inspectPhoto.ts";
import type { Check, Concern, Suspect } from "../check.ts";
import { counted } from "../words.ts";

const darkest = 0.32;
const lightest = 0.95;
const leastContrast = 0.02;

interface Fault {
  readonly id: string;
  readonly what: string;
  readonly threshold: number;
  readonly source: string;
  readonly hint: string;
  /** Above 0 for a photo that has the fault, the more the worse. */
  readonly excess: (fact: PhotoFacts) => number;
  readonly reason: (fact: PhotoFacts) => string;
}

const faults: readonly Fault[] = [
  {
    id: "dark",
    what: "dark",
    threshold: darkest,
    source: "CleanVision: 99 % of the pixels darker than 0.32",
    hint: "brighten or remove them; augmentation brightness makes a network bear some of it",
    excess: ({ brightness }) => darkest - brightness.p99,
    reason: ({ brightness }) => `dark: 99 % of the pixels under ${brightness.p99.toFixed(2)}`,
  },
  {
    id: "washed-out",
    what: "washed out",
    threshold: lightest,
    source: "CleanVision: 95 % of the pixels lighter than 0.95",
    hint: "remove them, or take other shots",
    excess: ({ brightness, contrast }) => (contrast < leastContrast ? 0 : brightness.p5 - lightest),
    reason: ({ brightness }) => `washed out: 95 % of the pixels over ${brightness.p5.toFixed(2)}`,
  },
  {
    id: "empty",
    what: "nearly one colour",
    threshold: leastContrast,
    source: "proposal: a deviation of the brightness under 0.02 of full scale shows nothing",
    hint: "remove them",
    // A dark photo is said to be dark.
    excess: ({ brightness, contrast }) => (brightness.p99 < darkest ? 0 : leastContrast - contrast),
    reason: ({ contrast }) => `nearly one colour: the brightness deviates by ${contrast.toFixed(3)}`,
  },
];

/** Photos on which little can be seen, because they are dark, washed out or empty. */
export const light: Check = {
  id: "light",
  title: "Dark, washed out, empty",
  measure: ({ photos, facts, classes }) => {
    const known = facts.flatMap((fact, photo) => (fact === null ? [] : [{ fact, photo }]));
    if (known.length === 0) return { verdict: "cannot-tell", summary: "no photo could be measured" };
    const concerns: Concern[] = [];
    const suspects: Suspect[] = [];
    const found: string[] = [];
    for (const { id, what, threshold, source, hint, excess, reason } of faults) {
      const bad = known.filter(({ fact }) => excess(fact) > 0).sort((a, b) => excess(b.fact) - excess(a.fact));
      if (bad.length === 0) continue;
      found.push(`${bad.length} ${what}`);
      concerns.push({
        id,
        text: `${counted(bad.length, "photo is", "photos are")} ${what}, the worst ${photos[bad[0]!.photo]!.path}.`,
        value: bad.length,
        threshold: 1,
        source: `${source} (${threshold})`,
        hint,
      });
      for (const { fact, photo } of bad) {
        const { path, label } = photos[photo]!;
        suspects.push({
          check: "light",
          path,
          reason: reason(fact),
          score: excess(fact),
          isConcern: true,
          label: classes[label]!,
        });
      }
    }
    const brightness = known.map(({ fact }) => fact.brightness.median).sort((a, b) => a - b);
    const middle = brightness[Math.floor(brightness.length / 2)]!;
    return {
      summary: found.length > 0 ? found.join(", ") : `none; median brightness ${middle.toFixed(2)} of 1`,
      quantities: [
        {
          id: "brightness",
          name: "median brightness, median over photos",
          value: middle,
          unit: "0 black .. 1 white",
          n: known.length,
        },
        {
          id: "darkest",
          name: "brightness that 99 % of the pixels are under, darkest photo",
          value: Math.min(...known.map(({ fact }) => fact.brightness.p99)),
          unit: "0 black .. 1 white",
          n: known.length,
        },
      ],
      concerns,
      suspects,
    };
  },
};
