import { dot, line, ruleX, text } from "@observablehq/plot";
import type { ToldRun } from "../../treat/case/story.ts";
import { figure } from "../figure.ts";
import type { Html } from "../html.ts";
import type { Words } from "../lang/index.ts";
import { decades, fontSize, inks, xAxis } from "./marks.ts";
import { chart as plotted } from "./plotted.ts";
import { rowHeight, rowNames, widthOfNames } from "./rows.ts";

interface Point {
  readonly layer: string;
  readonly x: number;
}

/** The gradient by each layer's weights at the first weights, with the fault and in the twin, on a logarithmic scale with a line of its own for 0. */
export function gradients(words: Words, sick: readonly ToldRun[], healthy: readonly ToldRun[]): Html {
  const { chart, numbers } = words;
  const names = (sick[0] ?? healthy[0])?.gradient.map(({ layer }) => layer) ?? [];
  const groups = [
    { name: chart.healthy, runs: healthy, colour: inks.healthy },
    { name: chart.sick, runs: sick, colour: inks.sick },
  ].filter(({ runs }) => runs.length > 0);
  const norms = groups.flatMap(({ runs }) => runs.flatMap(({ gradient }) => gradient.map(({ norm }) => norm)));
  const positive = norms.filter((norm) => norm > 0 && Number.isFinite(norm));
  const [low, high] = positive.length === 0 ? [0.1, 1] : [Math.min(...positive), Math.max(...positive)];
  const domain = [10 ** Math.floor(Math.log10(low) - 1e-9), 10 ** Math.ceil(Math.log10(high) + 1e-9)] as const;
  const hasZero = norms.some((norm) => norm === 0);
  // Zero has no place on a logarithmic scale: it gets one to the left of it.
  const zero = domain[0] / (domain[1] / domain[0]) ** 0.12;
  const place = (norm: number): number => (norm === 0 ? zero : norm);
  const said = groups.map(
    ({ name, runs }) =>
      `${name}: ${names.map((layer) => `${layer} ${numbers.figure(middle(runs, layer))}`).join(", ")}`,
  );
  return figure(words, {
    title: words.case.gradientTitle,
    legend: groups.map(({ name, colour }) => ({ label: name, colour, mark: "dot" })),
    charts: plotted(`${words.case.gradientTitle}. ${said.join(". ")}.`, ({ isNarrow }) => ({
      height: names.length * rowHeight + 70,
      marginLeft: widthOfNames(names),
      x: { type: "log", domain: [hasZero ? zero : domain[0], domain[1]] },
      y: { domain: names, type: "point", padding: 0.5 },
      marks: [
        ...xAxis(words, chart.gradient, decades(domain[0], domain[1], isNarrow ? 4 : 8)),
        ...(hasZero
          ? [
              ruleX([zero], { stroke: inks.strongLine, strokeDasharray: "3,3" }),
              text([zero], {
                x: (value: number) => value,
                frameAnchor: "bottom",
                dy: 16,
                text: () => chart.zero,
                fontSize,
                fill: inks.faint,
              }),
            ]
          : []),
        ...rowNames(names),
        ...groups.flatMap(({ runs, colour }) => [
          line(
            names.map((layer): Point => ({ layer, x: place(middle(runs, layer)) })),
            { x: "x", y: "layer", stroke: colour, strokeWidth: 2 },
          ),
          dot(
            runs.flatMap(({ gradient }) =>
              gradient
                .filter(({ norm }) => Number.isFinite(norm))
                .map(({ layer, norm }): Point => ({ layer, x: place(norm) })),
            ),
            { x: "x", y: "layer", r: 4, fill: colour, fillOpacity: 0.75, stroke: inks.ground, strokeWidth: 0.8 },
          ),
        ]),
      ],
    })),
    caption: words.case.gradientCaption(Math.max(sick.length, healthy.length)),
    numbers: {
      caption: `${words.case.gradientTitle} (${chart.gradient})`,
      columns: [
        { name: chart.layer },
        ...groups.map(({ name }) => ({ name, kind: "number" as const })),
        { name: chart.overTwin, kind: "number" },
      ],
      rows: names.map((layer) => [
        layer,
        ...groups.map(({ runs }) => numbers.figure(middle(runs, layer))),
        numbers.figure(largestOverTwin(sick, layer)),
      ]),
    },
  });
}

/** Geometric mean over the seeds; 0 where one is 0. */
function middle(runs: readonly ToldRun[], layer: string): number {
  const norms = runs.flatMap(({ gradient }) => gradient.filter((one) => one.layer === layer).map(({ norm }) => norm));
  return Math.exp(norms.reduce((sum, norm) => sum + Math.log(norm), 0) / norms.length);
}

function largestOverTwin(runs: readonly ToldRun[], layer: string): number {
  return Math.max(
    ...runs.flatMap(({ gradient }) => gradient.filter((one) => one.layer === layer).map(({ overTwin }) => overTwin)),
  );
}
