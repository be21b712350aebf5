import { rect } from "@observablehq/plot";
import { median } from "../../base/averages.ts";
import type { ToldRun } from "../../treat/case/story.ts";
import { figure } from "../figure.ts";
import type { Html } from "../html.ts";
import type { Words } from "../lang/index.ts";
import { inks, roundTicks, xAxis } from "./marks.ts";
import { smallChart } from "./plotted.ts";
import { rowNames, widthOfNames } from "./rows.ts";

/** Spans of steps that the training is drawn in. */
const columns = 40;

interface Cell {
  readonly layer: string;
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Units of each activation that a batch leaves silent, over the training, as heat: one run with the fault and its healthy twin. */
export function silentShares(words: Words, sick: ToldRun, healthy: ToldRun | undefined): Html {
  const { chart, numbers } = words;
  const runs = [
    { name: chart.sick, run: sick },
    ...(healthy === undefined ? [] : [{ name: chart.healthy, run: healthy }]),
  ].filter(({ run }) => run.silent.some(({ points }) => points.length > 0));
  return figure(words, {
    title: words.case.silentTitle,
    legend: [0, 0.5, 1].map((share) => ({ label: numbers.percent(share), colour: heat(share), mark: "square" })),
    charts: runs.map(({ name, run }) => ({ title: name, chart: heatMap(words, name, run) })),
    caption: words.case.silentCaption(sick.seed),
    numbers: {
      caption: words.case.silentTitle,
      columns: [
        { name: chart.layer },
        { name: words.run.layerFirst, kind: "number" },
        { name: words.run.layerMiddle, kind: "number" },
        { name: words.run.layerLast, kind: "number" },
      ],
      rows: runs.flatMap(({ name, run }) =>
        run.silent
          .filter(({ points }) => points.length > 0)
          .map(({ layer, points }) => [
            `${layer}, ${name}`,
            numbers.percent(points[0]!.share),
            numbers.percent(median(points.map(({ share }) => share))),
            numbers.percent(points.at(-1)!.share),
          ]),
      ),
    },
  });
}

function heatMap(words: Words, name: string, { silent }: ToldRun): Html {
  const { chart, numbers } = words;
  const names = silent.map(({ layer }) => layer);
  const last = Math.max(1, ...silent.flatMap(({ points }) => points.map(({ step }) => step)));
  return smallChart(
    `${words.case.silentTitle}, ${name}: ${silent.map(({ layer, points }) => `${layer} ${numbers.percent(points.at(-1)?.share ?? Number.NaN)}`).join(", ")}.`,
    () => ({
      height: names.length * 26 + 62,
      marginLeft: widthOfNames(names),
      marginTop: 8,
      x: { domain: [0, last] },
      y: { domain: names, type: "band", padding: 0.12 },
      marks: [
        ...xAxis(words, chart.step, roundTicks(0, last, 4), (value) => numbers.count(value)),
        rect(
          silent.flatMap((one) => cells(one, last)),
          {
            y: "layer",
            x1: "from",
            x2: "to",
            fill: ({ share }: Cell) => heat(share),
            insetLeft: -0.3,
            insetRight: -0.3,
          },
        ),
        ...rowNames(names),
      ],
      color: { type: "identity" },
    }),
  );
}

/** The mean share in each span of steps; a span without a probed step is as the one before it. */
function cells({ layer, points }: ToldRun["silent"][number], last: number): Cell[] {
  const width = last / columns;
  let share = points[0]?.share ?? Number.NaN;
  return Array.from({ length: columns }, (_, i) => {
    const [from, to] = [i * width, (i + 1) * width];
    const within = points.filter(({ step }) => step >= from && (step < to || i === columns - 1));
    if (within.length > 0) share = within.reduce((sum, point) => sum + point.share, 0) / within.length;
    return { layer, from, to, share };
  }).filter((cell) => Number.isFinite(cell.share));
}

/** Nothing silent is nearly the ground's colour, everything silent the fault's. */
function heat(share: number): string {
  return `color-mix(in oklab, ${inks.sick} ${Math.round(100 * share)}%, var(--cold))`;
}
