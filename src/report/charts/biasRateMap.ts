import { axisX, axisY, cell, text } from "@observablehq/plot";
import { bounds } from "../../treat/case/bounds.ts";
import type { CaseStory } from "../../treat/case/story.ts";
import { figure } from "../figure.ts";
import type { Html } from "../html.ts";
import type { Words } from "../lang/index.ts";
import { fontSize, inks } from "./marks.ts";
import { chart as plotted } from "./plotted.ts";
import { shade } from "./shade.ts";

interface Field {
  readonly bias: string;
  readonly rate: string;
  readonly accuracy: number;
  readonly dead: number;
  readonly n: number;
}

/** Accuracy over first bias and learning rate: the darker, the better; a cross where a whole layer is dead at the end. */
export function biasRateMap(words: Words, { biases, rates, cells }: CaseStory["map"]): Html {
  const { chart, numbers } = words;
  const rows = biases.map(numbers.figure);
  const columns = rates.map(numbers.figure);
  const fields = cells.flatMap((row, i) => row.map((one, j): Field => ({ bias: rows[i]!, rate: columns[j]!, ...one })));
  const isSlanted = (isNarrow: boolean): boolean => isNarrow && columns.length > 5;
  const isDead = ({ dead }: Field): boolean => dead >= bounds.dead;
  return figure(words, {
    title: words.case.mapTitle,
    legend: [
      ...[0.1, 0.4, 0.7, 1].map((accuracy) => ({
        label: numbers.percent(accuracy),
        colour: shade(accuracy).fill,
        mark: "square" as const,
      })),
    ],
    charts: plotted(
      `${words.case.mapTitle}. ${fields.map(({ bias, rate, accuracy, dead }) => `${bias} × ${rate}: ${numbers.percent(accuracy)}${dead >= bounds.dead ? " ✕" : ""}`).join("; ")}.`,
      ({ isNarrow }) => ({
        height: rows.length * (isNarrow ? 46 : 52) + (isSlanted(isNarrow) ? 92 : 74),
        marginLeft: isNarrow ? 46 : 62,
        marginTop: 30,
        marginBottom: isSlanted(isNarrow) ? 62 : 44,
        x: { domain: columns, padding: 0.04, type: "band" },
        y: { domain: rows, padding: 0.06, type: "band" },
        color: { type: "identity" },
        marks: [
          axisX(columns, {
            label: null,
            tickSize: 0,
            fontSize: isNarrow ? 10.5 : fontSize,
            fill: inks.faint,
            ...(isSlanted(isNarrow) && { tickRotate: -35 }),
          }),
          axisY(rows, { label: null, tickSize: 0, fontSize, fill: inks.faint }),
          text([chart.learningRate], {
            frameAnchor: "bottom",
            dy: isSlanted(isNarrow) ? 58 : 38,
            fontSize,
            fill: inks.faint,
          }),
          text([chart.bias], {
            frameAnchor: "top-left",
            dx: isNarrow ? -42 : -58,
            dy: -20,
            fontSize,
            fill: inks.faint,
            textAnchor: "start",
          }),
          cell(fields, { x: "rate", y: "bias", fill: ({ accuracy }: Field) => shade(accuracy).fill, rx: 3 }),
          text(fields, {
            x: "rate",
            y: "bias",
            text: ({ accuracy }: Field) => numbers.count(100 * accuracy),
            fill: ({ accuracy }: Field) => shade(accuracy).text,
            fontSize: isNarrow ? 12 : 14,
          }),
          text(fields.filter(isDead), {
            x: "rate",
            y: "bias",
            text: () => "✕",
            fill: ({ accuracy }: Field) => shade(accuracy).text,
            fontSize: 13,
            fontWeight: "bold",
            dy: isNarrow ? 14 : 15,
          }),
        ],
      }),
    ),
    caption: `${words.case.mapCaption} ${chart.deadMark}.`,
    numbers: {
      caption: words.case.mapTitle,
      columns: [
        { name: chart.bias },
        { name: chart.learningRate, kind: "number" },
        { name: chart.validationAccuracy, kind: "number" },
        { name: chart.deadShare, kind: "number" },
        { name: "n", kind: "number" },
      ],
      rows: fields.map(({ bias, rate, accuracy, dead, n }) => [
        bias,
        rate,
        numbers.count(100 * accuracy, 1),
        numbers.count(100 * dead, 1),
        numbers.count(n),
      ]),
    },
  });
}
