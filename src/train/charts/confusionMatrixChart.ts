import { axisX, axisY, cell, text } from "@observablehq/plot";
import type { Evaluation } from "../metrics/evaluate.ts";
import { colours, drawFigure } from "./figure.ts";
import { percent, textWidth } from "./text.ts";

export interface ConfusionMatrixChartOptions {
  /** Default "Confusion matrix". */
  readonly title?: string;
}

const mostClassesWithEmptyFields = 50;

/** One field of the matrix. */
interface Cell {
  readonly truth: number;
  readonly prediction: number;
  readonly count: number;
  /** Of the samples of the true class, 0..1; 0 when it has none. */
  readonly share: number;
}

/**
 * The confusion matrix as an SVG text: a row for each true class and a column for each predicted one, counts in the cells,
 * blue what was right and orange what was not, darker the larger the share of its row; the recall of each row at its end.
 *
 * Meant for 2 to 50 classes. Names of any length are shown whole. With more, empty fields are left white: there are so many
 * that drawing them would take longer than a short training.
 */
export function confusionMatrixChart(
  { n, accuracy, accuracyInterval, perClass, confusion }: Evaluation,
  { title = "Confusion matrix" }: ConfusionMatrixChartOptions = {},
): string {
  const names = perClass.map(({ name }) => name);
  const places = names.map((_, place) => place);
  const cells = cellsOf(confusion);
  const filled = cells.filter(({ count }) => count > 0);
  const drawn = names.length > mostClassesWithEmptyFields ? filled : cells;
  const size = Math.min(88, Math.max(24, Math.round(640 / names.length)));
  const labelSize = Math.min(13, Math.max(10, size * 0.5));
  const countSize = countFontSize(cells, size);
  const longest = Math.max(...names.map((name) => textWidth(name, labelSize)));
  const slanted = longest > size - 4;

  const margin = {
    left: Math.ceil(longest + 50),
    right: Math.ceil(textWidth("100 %", labelSize) + 40),
    top: 26,
    bottom: Math.ceil((slanted ? longest * Math.SQRT1_2 : 0) + labelSize + 46),
  };
  const side = size * names.length;
  const [low, high] = accuracyInterval;
  return drawFigure({
    title,
    subtitle: `n = ${n}, accuracy ${percent(accuracy)} (95 % interval ${percent(low)} to ${percent(high)})`,
    description: describe(cells, names, n, accuracy),
    panels: [
      {
        x: 0,
        y: 0,
        options: {
          width: margin.left + side + margin.right,
          height: margin.top + side + margin.bottom,
          marginLeft: margin.left,
          marginRight: margin.right,
          marginTop: margin.top,
          marginBottom: margin.bottom,
          x: { domain: places, padding: 0, round: false },
          y: { domain: places, padding: 0, round: false },
          color: { type: "identity" },
          marks: [
            axisX({
              label: null,
              tickSize: 0,
              tickPadding: 6,
              fontSize: labelSize,
              tickFormat: (place: number) => names[place]!,
              ...(slanted && { tickRotate: -45 }),
            }),
            axisY({
              label: null,
              tickSize: 0,
              tickPadding: 6,
              fontSize: labelSize,
              tickFormat: (place: number) => names[place]!,
            }),
            cell(drawn, { x: "prediction", y: "truth", fill: colourOf, inset: 0.5 }),
            text(filled, {
              x: "prediction",
              y: "truth",
              text: ({ count }: Cell) => String(count),
              fill: ({ share }: Cell) => (share > 0.5 ? colours.background : colours.text),
              fontSize: countSize,
            }),
            text(places, {
              y: (place: number) => place,
              text: (place: number) => recallText(perClass[place]!.recall),
              frameAnchor: "right",
              textAnchor: "start",
              dx: 8,
              fontSize: labelSize,
            }),
            text(["recall"], {
              frameAnchor: "top-right",
              textAnchor: "start",
              dx: 8,
              dy: -18,
              fontSize: labelSize,
              fill: colours.faint,
            }),
            text(["predicted"], {
              frameAnchor: "bottom",
              dy: margin.bottom - 14,
              fontSize: 13,
              fontWeight: "bold",
            }),
            text(["true"], {
              frameAnchor: "left",
              rotate: -90,
              dx: 22 - margin.left,
              fontSize: 13,
              fontWeight: "bold",
              textAnchor: "middle",
            }),
          ],
        },
      },
    ],
  });
}

function cellsOf(confusion: Evaluation["confusion"]): Cell[] {
  return confusion.flatMap((row, truth) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, prediction) => ({ truth, prediction, count, share: total === 0 ? 0 : count / total }));
  });
}

/** The largest font in which the longest count fits into its cell. */
function countFontSize(cells: readonly Cell[], size: number): number {
  const digits = Math.max(...cells.map(({ count }) => String(count).length));
  return Math.min(16, size * 0.5, (size - 4) / (digits * 0.64));
}

/** White for a share of 0, and the full colour for 1. Small shares are lifted a little: one mistake should be seen. */
function colourOf({ truth, prediction, count, share }: Cell): string {
  if (count === 0) return "#f4f4f4";
  const strength = 0.12 + 0.88 * share;
  return mixed(truth === prediction ? colours.blue : colours.orange, strength);
}

/** A colour thinned with white; strength 1 is the colour itself. */
function mixed(colour: string, strength: number): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `rgb(${channels.map((channel) => Math.round(255 + (channel - 255) * strength)).join(",")})`;
}

function recallText(recall: number | null): string {
  return recall === null ? "–" : `${Math.round(recall * 100)} %`;
}

/** The figure in words: the commonest confusions. */
function describe(cells: readonly Cell[], names: readonly string[], n: number, accuracy: number): string {
  const mistakes = cells
    .filter(({ truth, prediction, count }) => truth !== prediction && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(({ truth, prediction, count }) => `${names[truth]} taken for ${names[prediction]}: ${count}`);
  const worst = mistakes.length === 0 ? "No mistakes." : `Commonest mistakes: ${mistakes.join("; ")}.`;
  return `Confusion matrix of ${names.length} classes, ${n} samples, ${percent(accuracy)} right. ${worst}`;
}
