import { dot, link, type Markish, ruleX, text } from "@observablehq/plot";
import type { ToldTrial } from "../../treat/case/story.ts";
import { figure } from "../figure.ts";
import type { Html } from "../html.ts";
import type { Words } from "../lang/index.ts";
import { fontSize, inks, linearTicks, xAxis } from "./marks.ts";
import { chart as plotted } from "./plotted.ts";

/** Pixels that a trial takes: its name, and below it its pairs. */
const height = 56;

export interface TrialPairs {
  readonly title: string;
  readonly caption: string;
  /** From top to bottom. */
  readonly trials: readonly ToldTrial[];
}

/** What each change did, pair by pair: a dot for each seed, a bar for their mean with its interval. */
export function trialPairs(words: Words, { title, caption, trials }: TrialPairs): Html {
  const { chart, numbers } = words;
  const differences = trials.flatMap(({ pairs, interval }) => [
    ...pairs.map(({ control, treated }) => 100 * (treated - control)),
    ...(interval ?? []).map((end) => 100 * end),
  ]);
  const [low, high] = [Math.min(-5, ...differences), Math.max(5, ...differences)];
  const reach = (high - low) * 0.04;
  const isMixed = new Set(trials.map(({ on }) => on)).size > 1;
  const kinds = new Set(trials.map(({ kind }) => kind));
  return figure(words, {
    title,
    legend: (["remedy", "fault", "placebo"] as const)
      .filter((kind) => kinds.has(kind))
      .map((kind) => ({ label: chart.kind[kind], colour: colourOf[kind], mark: "dot" })),
    charts: plotted(
      `${title}. ${trials.map((trial) => `${nameOf(words, trial)}: ${numbers.points(trial.effect)}`).join("; ")}.`,
      ({ isNarrow }) => ({
        height: trials.length * height + 52,
        marginLeft: 14,
        marginTop: 8,
        x: { domain: [low - reach, high + reach] },
        y: { domain: [0, trials.length], reverse: true, axis: null },
        marks: [
          ...xAxis(words, chart.effect, linearTicks(low - reach, high + reach, isNarrow ? 5 : 8), signedIn(words)),
          ruleX([0], { stroke: inks.ink, strokeWidth: 1.4 }),
          ...trials.flatMap((trial, i) => marksOf(trial, nameOf(words, trial, isMixed), i, low - reach)),
        ],
      }),
    ),
    caption: `${caption} ${chart.pairs}.`,
    numbers: {
      caption: title,
      columns: [
        { name: chart.change },
        { name: chart.effect, kind: "number" },
        { name: chart.interval, kind: "number" },
        { name: chart.p, kind: "number" },
        { name: "n", kind: "number" },
        { name: `${chart.control} → ${chart.treated}`, kind: "long" },
      ],
      rows: trials.map((trial) => [
        nameOf(words, trial, isMixed),
        numbers.points(trial.effect),
        trial.interval === null ? "–" : numbers.pointsInterval(trial.interval),
        numbers.p(trial.p),
        numbers.count(trial.pairs.length),
        trial.pairs
          .map(({ control, treated }) => `${numbers.percent(control)} → ${numbers.percent(treated)}`)
          .join("; "),
      ]),
    },
  });
}

const colourOf = { remedy: inks.healthy, fault: inks.sick, placebo: inks.placebo } as const;

function signedIn({ numbers }: Words): (value: number) => string {
  return (value) => (value > 0 ? `+${numbers.count(value)}` : numbers.count(value));
}

function nameOf({ names, chart }: Words, { change, on, kind }: ToldTrial, showsNet = true): string {
  const name = kind === "placebo" ? `${chart.kind.placebo}: ${names.change(change)}` : names.change(change);
  return showsNet ? `${name}, ${chart.on[on]}` : name;
}

function marksOf(trial: ToldTrial, name: string, row: number, left: number): Markish[] {
  const { kind, pairs, effect, interval } = trial;
  const colour = colourOf[kind];
  const [nameAt, pairsAt] = [row + 0.22, row + 0.64];
  const points = pairs.map(({ control, treated }) => ({ x: 100 * (treated - control), y: pairsAt }));
  return [
    text([[left, nameAt]], {
      text: () => name,
      textAnchor: "start",
      fontSize,
      fill: inks.ink,
      stroke: inks.ground,
      strokeWidth: 4,
    }),
    dot(points, { x: "x", y: "y", r: 4, stroke: colour, strokeWidth: 1.6, fill: inks.ground, fillOpacity: 0.4 }),
    ...(interval === null
      ? []
      : [
          link([interval], {
            x1: ([low]: readonly number[]) => 100 * low!,
            x2: ([, high]: readonly number[]) => 100 * high!,
            y1: () => pairsAt,
            y2: () => pairsAt,
            stroke: colour,
            strokeWidth: 3,
            strokeOpacity: 0.85,
          }),
        ]),
    link([effect], {
      x1: (mean: number) => 100 * mean,
      x2: (mean: number) => 100 * mean,
      y1: () => pairsAt - 0.2,
      y2: () => pairsAt + 0.2,
      stroke: colour,
      strokeWidth: 4,
    }),
  ];
}
