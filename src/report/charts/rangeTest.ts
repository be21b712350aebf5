import type { CaseStory } from "../../treat/case/story.ts";
import { figure } from "../figure.ts";
import type { Html } from "../html.ts";
import type { Words } from "../lang/index.ts";
import { smallLines } from "./lines.ts";
import { inks } from "./marks.ts";

type Curves = CaseStory["rates"]["given"];

/** The range test from the first weights as given, and from He-initialised ones of the same net, on one scale. */
export function rangeTest(words: Words, { given, he, chance, suggested }: CaseStory["rates"]): Html {
  const { chart, numbers } = words;
  const sides = [
    { name: chart.given, curves: given, colour: inks.sick, rate: null },
    { name: chart.he, curves: he, colour: inks.healthy, rate: suggested },
  ];
  const finite = sides.flatMap(({ curves }) =>
    curves.flatMap(({ points }) => points.map(({ loss }) => loss).filter(Number.isFinite)),
  );
  // A plot up to where the curves begin; what diverges is cut off.
  const begun = sides.flatMap(({ curves }) =>
    curves.flatMap(({ points }) =>
      points
        .slice(0, 10)
        .map(({ loss }) => loss)
        .filter(Number.isFinite),
    ),
  );
  const least = Math.min(chance, ...finite);
  const first = Math.max(chance, ...begun);
  const reach = Math.max(first - least, 0.1 * chance);
  const [lowest, highest] = [Math.max(0, least - 0.12 * reach), first + 0.25 * reach];
  return figure(words, {
    title: words.case.ratesTitle,
    charts: sides.map(({ name, curves, colour, rate }) => ({
      title: name,
      chart: smallLines(words, {
        description: `${name}, ${chart.loss}: ${curves.map((curve) => `${chart.seed(curve.seed)}: ${lowestText(words, curve)}`).join("; ")}. ${chart.chance(chance)}.`,
        lines: curves.map(({ points }) => ({
          points: points.map((point) => ({ x: point.rate, y: point.loss })),
          colour,
        })),
        x: { label: chart.learningRate, isLog: true },
        y: { label: chart.loss, domain: [lowest, highest] },
        level: { y: chance, name: chart.chance(chance) },
        mark: rate === null ? undefined : { x: rate, name: numbers.figure(rate) },
      }),
    })),
    caption: words.case.ratesCaption,
    numbers: {
      caption: words.case.ratesTitle,
      columns: [
        { name: chart.given },
        { name: chart.rateIsBestLoss, kind: "number" },
        { name: chart.learningRate, kind: "number" },
      ],
      rows: sides.flatMap(({ name, curves }) =>
        curves.map((curve) => {
          const best = bestOf(curve);
          return [
            `${name}, ${chart.seed(curve.seed)}`,
            best === undefined ? "–" : numbers.count(best.loss, 3),
            best === undefined ? "–" : numbers.figure(best.rate),
          ];
        }),
      ),
    },
  });
}

function bestOf({ points }: Curves[number]): Curves[number]["points"][number] | undefined {
  return [...points].filter(({ loss }) => Number.isFinite(loss)).sort((a, b) => a.loss - b.loss)[0];
}

function lowestText({ numbers, chart }: Words, curve: Curves[number]): string {
  const best = bestOf(curve);
  return best === undefined ? "–" : `${chart.rateIsBestLoss} ${numbers.count(best.loss, 2)}`;
}
