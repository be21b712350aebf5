import { dot, link } from "@observablehq/plot";
import type { ClassEvaluation } from "../../train/metrics/evaluate.ts";
import type { Html } from "../html.ts";
import type { Words } from "../lang/index.ts";
import { inks, xAxis } from "./marks.ts";
import { chart as plotted } from "./plotted.ts";
import { rowNames, widthOfNames } from "./rows.ts";

const height = 26;

/** The recall of each class with its interval; a class without photos has an empty row. */
export function recalls(words: Words, classes: readonly ClassEvaluation[]): Html {
  const { run, numbers } = words;
  const names = classes.map(({ name }) => name);
  const known = classes.filter(({ recall, recallInterval }) => recall !== null && recallInterval !== null);
  return plotted(
    `${run.recallTitle}: ${known.map(({ name, recall }) => `${name} ${numbers.percent(recall!)}`).join(", ")}.`,
    () => ({
      height: names.length * height + 54,
      marginLeft: widthOfNames(names),
      marginTop: 6,
      x: { domain: [0, 100] },
      y: { domain: names, type: "point", padding: 0.5 },
      marks: [
        ...xAxis(words, `${run.recallTitle}, %`, [0, 25, 50, 75, 100]),
        ...rowNames(names),
        link(known, {
          x1: ({ recallInterval }: ClassEvaluation) => 100 * recallInterval![0],
          x2: ({ recallInterval }: ClassEvaluation) => 100 * recallInterval![1],
          y1: "name",
          y2: "name",
          stroke: inks.healthy,
          strokeWidth: 2.5,
        }),
        dot(known, { x: ({ recall }: ClassEvaluation) => 100 * recall!, y: "name", r: 5, fill: inks.healthy }),
      ],
    }),
  );
}
