import { dot, link, ruleX, text } from "@observablehq/plot";
import { bounds } from "../../treat/case/bounds.ts";
import type { ToldFactor } from "../../treat/case/story.ts";
import { figure } from "../figure.ts";
import type { Html } from "../html.ts";
import type { Words } from "../lang/index.ts";
import { inks, xAxis } from "./marks.ts";
import { smallChart } from "./plotted.ts";
import { rowHeight, rowNames, widthOfNames } from "./rows.ts";

type Level = ToldFactor["levels"][number];

/** Each suspect's levels: accuracy with its interval, and a cross where a whole layer is dead. */
export function factorLevels(words: Words, factors: readonly ToldFactor[], majority: number): Html {
  const { chart, numbers, names } = words;
  const most = Math.max(
    majority,
    ...factors.flatMap(({ levels }) => levels.map(({ accuracy, interval }) => interval?.[1] ?? accuracy)),
  );
  const top = Math.min(100, Math.ceil(most * 10) * 10);
  return figure(words, {
    title: words.case.factorsTitle,
    legend: [
      { label: chart.accuracy, colour: inks.healthy, mark: "dot" },
      { label: chart.wholeLayerDead, colour: inks.sick, mark: "cross" },
      { label: chart.majority(majority), colour: inks.strongLine, mark: "dash" },
    ],
    charts: factors.map(({ factor, levels }) => {
      const rows = levels.map(({ level }) => level);
      return {
        title: names.factor(factor),
        chart: smallChart(
          `${names.factor(factor)}: ${levels.map(({ level, accuracy, dead }) => `${level} ${numbers.percent(accuracy)}${dead >= bounds.dead ? ", ✕" : ""}`).join("; ")}.`,
          () => ({
            height: rows.length * rowHeight + 54,
            marginLeft: widthOfNames(rows),
            marginTop: 6,
            x: { domain: [0, top] },
            y: { domain: rows, type: "point", padding: 0.5 },
            marks: [
              ...xAxis(
                words,
                chart.validationAccuracy,
                [0, 20, 40, 60, 80, 100].filter((tick) => tick <= top),
              ),
              ruleX([100 * majority], { stroke: inks.strongLine, strokeDasharray: "5,4", strokeWidth: 1.5 }),
              ...rowNames(rows),
              link(
                levels.filter(({ interval }) => interval !== null),
                {
                  x1: ({ interval }: Level) => 100 * interval![0],
                  x2: ({ interval }: Level) => 100 * interval![1],
                  y1: "level",
                  y2: "level",
                  stroke: (level: Level) => colourOf(level),
                  strokeWidth: 2.5,
                },
              ),
              dot(levels, {
                x: ({ accuracy }: Level) => 100 * accuracy,
                y: "level",
                r: 5,
                fill: (level: Level) => colourOf(level),
              }),
              text(
                levels.filter(({ dead }) => dead >= bounds.dead),
                {
                  x: ({ interval, accuracy }: Level) => 100 * (interval?.[1] ?? accuracy),
                  y: "level",
                  text: () => "✕",
                  dx: 13,
                  fontSize: 14,
                  fill: inks.sick,
                  fontWeight: "bold",
                },
              ),
            ],
            color: { type: "identity" },
          }),
        ),
      };
    }),
    caption: words.case.factorsCaption,
    numbers: {
      caption: words.case.factorsTitle,
      columns: [
        { name: chart.level },
        { name: chart.accuracy, kind: "number" },
        { name: chart.interval, kind: "number" },
        { name: chart.bornDeadShare, kind: "number" },
        { name: chart.deadShare, kind: "number" },
        { name: "n", kind: "number" },
      ],
      rows: factors.flatMap(({ factor, levels }) =>
        levels.map(({ level, accuracy, interval, born, dead, n }) => [
          `${names.factor(factor)}: ${level}`,
          numbers.percent(accuracy),
          interval === null ? "–" : numbers.percentInterval(interval),
          numbers.count(100 * born, 1),
          numbers.count(100 * dead, 1),
          numbers.count(n),
        ]),
      ),
    },
  });
}

function colourOf({ dead }: Level): string {
  return dead >= bounds.dead ? inks.sick : inks.healthy;
}
