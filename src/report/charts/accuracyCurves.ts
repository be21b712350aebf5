import type { ToldRun } from "../../treat/case/story.ts";
import { figure } from "../figure.ts";
import type { Html } from "../html.ts";
import type { Words } from "../lang/index.ts";
import { type Line, smallLines } from "./lines.ts";
import { inks } from "./marks.ts";

export interface AccuracyCurves {
  readonly sick: readonly ToldRun[];
  readonly healthy: readonly ToldRun[];
  /** Share of the commonest class, 0..1. */
  readonly majority: number;
  readonly caption: string;
}

type Key = "trainAccuracy" | "validationAccuracy";

/** Accuracy over the epochs with and without the fault: a thin line a seed, their mean thick, and what always naming the commonest class gives. */
export function accuracyCurves(words: Words, { sick, healthy, majority, caption }: AccuracyCurves): Html {
  const { chart, numbers } = words;
  const groups = [
    { name: chart.healthy, runs: healthy, colour: inks.healthy },
    { name: chart.sick, runs: sick, colour: inks.sick },
  ].filter(({ runs }) => runs.length > 0);
  const highest = Math.max(
    majority,
    ...groups.flatMap(({ runs }) =>
      runs.flatMap(({ curve }) => curve.flatMap((at) => [at.trainAccuracy, at.validationAccuracy])),
    ),
  );
  const top = Math.min(100, Math.ceil(highest * 10) * 10);
  const drawn = (key: Key, label: string) => ({
    title: label,
    chart: smallLines(words, {
      description: `${label}: ${groups.map(({ name, runs }) => `${name} ${numbers.percent(meanAt(runs, key, Infinity))}`).join(", ")}; ${chart.majority(majority)}.`,
      lines: groups.flatMap(({ runs, colour }): Line[] => [
        ...runs.map(({ curve }) => ({
          points: curve.map((at) => ({ x: at.epoch, y: 100 * at[key] })),
          colour,
          isThin: true,
        })),
        { points: epochsOf(runs).map((epoch) => ({ x: epoch, y: 100 * meanAt(runs, key, epoch) })), colour },
      ]),
      x: { label: chart.epoch },
      y: { label: "", domain: [0, top] },
      level: { y: 100 * majority, name: chart.majority(majority) },
    }),
  });
  const epochs = epochsOf(groups.flatMap(({ runs }) => runs));
  const shown = epochs.filter(
    (epoch, i) => i === epochs.length - 1 || epoch === 1 || epoch % Math.ceil(epochs.length / 12) === 0,
  );
  return figure(words, {
    title: words.case.curvesTitle,
    legend: groups.map(({ name, colour }) => ({ label: name, colour, mark: "line" })),
    charts: [drawn("trainAccuracy", chart.trainAccuracy), drawn("validationAccuracy", chart.validationAccuracy)],
    caption,
    numbers: {
      caption: `${words.case.curvesTitle} (${chart.mean})`,
      columns: [
        { name: chart.epoch, kind: "number" },
        ...groups.flatMap(({ name }) => [
          { name: `${chart.trainAccuracy} (${name})`, kind: "number" as const },
          { name: `${chart.validationAccuracy} (${name})`, kind: "number" as const },
        ]),
      ],
      rows: shown.map((epoch) => [
        numbers.count(epoch),
        ...groups.flatMap(({ runs }) => [
          numbers.count(100 * meanAt(runs, "trainAccuracy", epoch), 1),
          numbers.count(100 * meanAt(runs, "validationAccuracy", epoch), 1),
        ]),
      ]),
    },
  });
}

function epochsOf(runs: readonly ToldRun[]): number[] {
  return [...new Set(runs.flatMap(({ curve }) => curve.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
}

/** Mean over the runs that have the epoch; of the last one each with Infinity. */
function meanAt(runs: readonly ToldRun[], key: Key, epoch: number): number {
  const values = runs.flatMap(({ curve }) => {
    const at = epoch === Infinity ? curve.at(-1) : curve.find((one) => one.epoch === epoch);
    return at === undefined ? [] : [at[key]];
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
