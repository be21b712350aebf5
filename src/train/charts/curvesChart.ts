import { axisX, axisY, dot, gridX, gridY, line, type Markish, ruleX, text } from "@observablehq/plot";
import { WrasseError } from "../../base/errors.ts";
import type { EpochFigures } from "../progress.ts";
import { colours, drawFigure, type LegendEntry, type Panel } from "./figure.ts";
import { percent } from "./text.ts";

/** What is plotted of an epoch; null or not finite where there is none. */
export type PlottedEpoch = Omit<EpochFigures, "learningRate">;

export interface CurvesChartOptions {
  /** Default "Training curves". */
  readonly title?: string;
  /** The epoch whose weights were kept; marked in both panels. */
  readonly bestEpoch?: number;
}

const panelWidth = 460;
const panelHeight = 328;
/** Losses that span more than this are drawn on a logarithmic scale, so that the late epochs can be read. */
const widestLinearSpan = 50;

interface Point {
  readonly epoch: number;
  /** NaN where the line has a gap. */
  readonly value: number;
}

/** One panel's two curves. */
interface Curves {
  readonly train: readonly Point[];
  readonly validation: readonly Point[];
}

/**
 * Loss and accuracy over the epochs, side by side, for training and validation, as an SVG text.
 *
 * @param epochs in order; one or more. What is null, NaN or infinite leaves a gap.
 * @throws WrasseError "no-epochs"
 */
export function curvesChart(
  epochs: readonly PlottedEpoch[],
  { title = "Training curves", bestEpoch }: CurvesChartOptions = {},
): string {
  const last = epochs.at(-1);
  if (last === undefined) throw new WrasseError("no-epochs", { expected: "one epoch or more", got: 0 });
  const losses = curvesOf(epochs, "loss", "validationLoss");
  const accuracies = curvesOf(epochs, "accuracy", "validationAccuracy");
  const best = epochs.find(({ epoch }) => epoch === bestEpoch);
  const subtitle = [
    `${last.epoch} ${last.epoch === 1 ? "epoch" : "epochs"}`,
    best === undefined ? "" : `best epoch ${best.epoch}: ${inWords(best)}`,
  ].filter((part) => part !== "");
  const legend: LegendEntry[] = [
    { label: "training", colour: colours.blue, dash: trainingDash },
    { label: "validation", colour: colours.orange },
  ];
  const spans = finite([...losses.train, ...losses.validation]);
  const isLogarithmic = Math.min(...spans) > 0 && Math.max(...spans) / Math.min(...spans) > widestLinearSpan;
  return drawFigure({
    title,
    subtitle: subtitle.join(", "),
    description: `Loss and accuracy of training and validation. ${subtitle.join(", ")}; last epoch: ${inWords(last)}.`,
    legend: finite([...losses.validation, ...accuracies.validation]).length > 0 ? legend : legend.slice(0, 1),
    panels: [
      panel(0, isLogarithmic ? "loss, nats (logarithmic)" : "loss, nats", losses, best?.epoch, {
        ...(isLogarithmic ? { type: "log" } : { zero: true }),
        nice: true,
      }),
      panel(panelWidth, "accuracy, %", accuracies, best?.epoch, { domain: accuracyDomain(accuracies), percent: true }),
    ],
  });
}

const trainingDash = "6,3";

function curvesOf(
  epochs: readonly PlottedEpoch[],
  train: "loss" | "accuracy",
  validation: "validationLoss" | "validationAccuracy",
): Curves {
  const points = (key: keyof PlottedEpoch): Point[] =>
    epochs.map((figures) => {
      const value = figures[key];
      return { epoch: figures.epoch, value: value !== null && Number.isFinite(value) ? value : Number.NaN };
    });
  return { train: points(train), validation: points(validation) };
}

function panel(
  x: number,
  label: string,
  { train, validation }: Curves,
  bestEpoch: number | undefined,
  scale: NonNullable<Panel["options"]["y"]>,
): Panel {
  const firstEpoch = train[0]!.epoch;
  const lastEpoch = train.at(-1)!.epoch;
  const marks: Markish[] = [
    gridY({ stroke: colours.line, strokeOpacity: 1 }),
    gridX({ stroke: colours.line, strokeOpacity: 0.5, ticks: epochTicks(firstEpoch, lastEpoch) }),
    // On a logarithmic scale the default would write 0.2 as 200m.
    axisY({ label: null, tickSize: 0, fontSize: 12, ...(scale.type === "log" && { tickFormat: String }) }),
    axisX({ label: null, tickSize: 4, fontSize: 12, ticks: epochTicks(firstEpoch, lastEpoch), tickFormat: String }),
    text([label], { frameAnchor: "top-left", dy: -32, fontSize: 13, fontWeight: "bold" }),
    text(["epoch"], { frameAnchor: "bottom", dy: 38, fontSize: 12 }),
    ...curve(train, colours.blue, trainingDash),
    ...curve(validation, colours.orange),
  ];
  if (bestEpoch !== undefined) {
    marks.push(
      ruleX([bestEpoch], { stroke: colours.text, strokeDasharray: "2,3" }),
      text([bestEpoch], {
        x: (epoch: number) => epoch,
        frameAnchor: "top",
        dy: -12,
        text: () => "best",
        fontSize: 12,
        textAnchor:
          lastEpoch === firstEpoch
            ? "middle"
            : bestEpoch > 0.85 * lastEpoch
              ? "end"
              : bestEpoch < 0.15 * lastEpoch
                ? "start"
                : "middle",
      }),
      dot(
        validation.filter(({ epoch }) => epoch === bestEpoch),
        { x: "epoch", y: "value", r: 5, fill: colours.background, stroke: colours.orange, strokeWidth: 2.5 },
      ),
    );
  }
  return {
    x,
    y: 0,
    options: {
      width: panelWidth,
      height: panelHeight,
      marginLeft: 62,
      marginRight: 24,
      marginTop: 46,
      marginBottom: 48,
      x: { domain: lastEpoch === firstEpoch ? [lastEpoch - 1, lastEpoch + 1] : [firstEpoch, lastEpoch] },
      y: scale,
      marks,
    },
  };
}

/** A line, with dots while the epochs are few enough to be told apart (and one epoch alone is a dot). */
function curve(points: readonly Point[], stroke: string, dash?: string): Markish[] {
  const path = line(points, {
    x: "epoch",
    y: "value",
    stroke,
    strokeWidth: 2.2,
    ...(dash !== undefined && { strokeDasharray: dash }),
  });
  return points.length > 20 ? [path] : [path, dot(points, { x: "epoch", y: "value", fill: stroke, r: 2.6 })];
}

/** From the tenth below the smallest accuracy up to 1, in per cent. */
function accuracyDomain({ train, validation }: Curves): [number, number] {
  const smallest = Math.min(0.9, ...finite([...train, ...validation]));
  return [Math.floor(smallest * 10) * 10, 100];
}

function finite(points: readonly Point[]): number[] {
  return points.map(({ value }) => value).filter(Number.isFinite);
}

/** The first epoch and about 8 round ones after it. */
function epochTicks(first: number, last: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((size) => (last - first) / size <= 8) ?? 5000;
  const round = Array.from({ length: Math.floor(last / step) }, (_, i) => (i + 1) * step);
  return [first, ...round.filter((epoch) => epoch > first)];
}

function inWords({ loss, accuracy, validationLoss, validationAccuracy }: PlottedEpoch): string {
  if (validationLoss === null || validationAccuracy === null) {
    return `training accuracy ${percent(accuracy)}, loss ${loss.toFixed(3)}`;
  }
  return `validation accuracy ${percent(validationAccuracy)}, loss ${validationLoss.toFixed(3)}`;
}
