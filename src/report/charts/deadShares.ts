import { barX, ruleX, tickX } from "@observablehq/plot";
import { mean } from "../../base/averages.ts";
import type { ToldRun } from "../../treat/case/story.ts";
import { figure } from "../figure.ts";
import type { Html } from "../html.ts";
import type { Words } from "../lang/index.ts";
import { inks, xAxis } from "./marks.ts";
import { chart as plotted } from "./plotted.ts";
import { rowHeight, rowNames, widthOfNames } from "./rows.ts";

/** Dead units of each activation, at the first weights and at the kept ones, beside those of the healthy twin. */
export function deadShares(words: Words, sick: readonly ToldRun[], healthy: readonly ToldRun[]): Html {
  const { chart, numbers } = words;
  const rows = meansByLayer(sick);
  const twins = meansByLayer(healthy);
  const names = rows.map(({ layer }) => layer);
  return figure(words, {
    title: words.case.deadTitle,
    legend: [
      { label: `${chart.sick}, ${chart.first}`, colour: "var(--sick-soft)", mark: "square" },
      { label: `${chart.sick}, ${chart.kept}`, colour: inks.sick, mark: "square" },
      ...(twins.length === 0
        ? []
        : [{ label: `${chart.healthy}, ${chart.kept}`, colour: inks.healthy, mark: "line" as const }]),
    ],
    charts: plotted(
      `${words.case.deadTitle}: ${rows.map(({ layer, first, kept }) => `${layer} ${numbers.percent(first)} → ${numbers.percent(kept)}`).join(", ")}.`,
      () => ({
        height: rows.length * rowHeight + 66,
        marginLeft: widthOfNames(names),
        x: { domain: [0, 100] },
        y: { domain: names, padding: 0.24 },
        marks: [
          ...xAxis(words, chart.deadShare, [0, 25, 50, 75, 100]),
          barX(rows, {
            y: "layer",
            x: ({ first }: Row) => 100 * first,
            fill: "var(--sick-soft)",
            insetBottom: rowHeight * 0.39,
          }),
          barX(rows, { y: "layer", x: ({ kept }: Row) => 100 * kept, fill: inks.sick, insetTop: rowHeight * 0.39 }),
          tickX(twins, { y: "layer", x: ({ kept }: Row) => 100 * kept, stroke: inks.healthy, strokeWidth: 3.5 }),
          ruleX([0], { stroke: inks.strongLine }),
          ...rowNames(names),
        ],
      }),
    ),
    caption: words.case.deadCaption(sick[0]?.photos ?? 0, sick.length),
    numbers: {
      caption: words.case.deadTitle,
      columns: [
        { name: chart.layer },
        { name: `${chart.sick}, ${chart.first}`, kind: "number" },
        { name: `${chart.sick}, ${chart.kept}`, kind: "number" },
        { name: `${chart.healthy}, ${chart.first}`, kind: "number" },
        { name: `${chart.healthy}, ${chart.kept}`, kind: "number" },
      ],
      rows: rows.map(({ layer, first, kept }) => {
        const twin = twins.find((one) => one.layer === layer);
        return [
          layer,
          numbers.percent(first),
          numbers.percent(kept),
          twin === undefined ? "–" : numbers.percent(twin.first),
          twin === undefined ? "–" : numbers.percent(twin.kept),
        ];
      }),
    },
  });
}

interface Row {
  readonly layer: string;
  readonly first: number;
  readonly kept: number;
}

function meansByLayer(runs: readonly ToldRun[]): Row[] {
  return (runs[0]?.dead ?? []).map(({ layer }) => {
    const of = runs.flatMap(({ dead }) => dead.filter((one) => one.layer === layer));
    return { layer, first: mean(of.map(({ first }) => first)), kept: mean(of.map(({ kept }) => kept)) };
  });
}
