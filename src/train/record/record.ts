import type { Part } from "../../data/photo.ts";
import { type Moment, type QuantityId, type QuantityOf, quantities, type Subject } from "./quantities.ts";

/** A number and when it was measured. */
export interface Point {
  /** From 1; the epoch under way for a step's number. */
  readonly epoch: number;
  /** Steps of the whole training before it, from 0; only of quantities that are measured at steps. */
  readonly step?: number;
  /** NaN and the infinities are kept: they are what a failing training gives. */
  readonly value: number;
}

/** One quantity of one subject over the run. */
export interface Series<Id extends QuantityId = QuantityId> {
  readonly quantity: Id;
  readonly part: Part;
  /** The name of the class, the layer's place or the weight's name; undefined for what is measured of the whole run. */
  readonly subject: string | undefined;
  /** In the order of time. A moment at which nothing was measured has no point. */
  readonly points: readonly Point[];
}

/** One number with everything that it is: a point of a series, laid open. */
export interface Measurement {
  readonly quantity: QuantityId;
  readonly unit: string;
  readonly at: { readonly epoch: number; readonly step?: number };
  readonly part: Part;
  readonly class?: string;
  readonly layer?: string;
  readonly weight?: string;
  readonly value: number;
}

/** A tensor that is learnt. */
export interface RecordedWeight {
  /** Such as "0.conv2d.weight". */
  readonly name: string;
  readonly shape: readonly number[];
}

/** A layer of the model. */
export interface RecordedLayer {
  /** Such as "2.residual.main.0.conv2d"; of a block of a backbone, "backbone.block-3". */
  readonly place: string;
  /** The id that a config calls it, such as "conv2d"; "backbone-block" for a block of a backbone. */
  readonly kind: string;
  readonly isActivation: boolean;
  /** Its own, the main one (filters, matrix) first; inner layers have theirs. */
  readonly weights: readonly RecordedWeight[];
}

/** A class and its photos by part. */
export interface RecordedClass {
  readonly name: string;
  readonly photos: Readonly<Record<Part, number>>;
}

/** What is known of a run besides its numbers. What is not known is left out. */
export interface RunFacts {
  readonly classes?: readonly RecordedClass[];
  /** In the order of the forward pass. */
  readonly layers?: readonly RecordedLayer[];
  /** The whole config, as `parseConfig` takes it. */
  readonly config?: unknown;
  readonly seed?: number;
  /** Epochs that the training was to have. */
  readonly epochs?: number;
  readonly stepsPerEpoch?: number;
  /** Photos in a step. */
  readonly batch?: number;
  /** Epochs (from 1) at which the log's own numbering begins anew: another training, appended to the same file. */
  readonly restarts?: readonly number[];
  /** What the reader of a foreign log took for what, in sentences. */
  readonly notes?: readonly string[];
}

/** Where a record comes from. */
export interface RecordSource {
  /** "wrasse": a run's record.jsonl; "results": a run's results.csv; "log": another program's; "numbers": typed by a person. */
  readonly kind: "wrasse" | "results" | "log" | "numbers";
  /** The file, where there is one. */
  readonly path?: string;
}

/** Everything that was measured of a run. */
export interface RunRecord {
  readonly source: RecordSource;
  readonly facts: RunFacts;
  readonly series: readonly Series[];
}

/**
 * One quantity over the run; no points where it was not measured.
 *
 * @param part default "train"
 * @param subject the class's name, the layer's place or the weight's name, for a quantity that is measured of these
 * @example series(record, "gradient-norm", { subject: "0.conv2d.weight" })
 */
export function series<Id extends QuantityId>(
  record: RunRecord,
  quantity: Id,
  ...[{ part = "train", subject } = {} as never]: Id extends QuantityOf<"run">
    ? [where?: { readonly part?: Part; readonly subject?: undefined }]
    : [where: { readonly part?: Part; readonly subject: string }]
): readonly Point[] {
  const found = record.series.find((one) => one.quantity === quantity && one.part === part && one.subject === subject);
  return found?.points ?? [];
}

/** The last number of a series that is finite, undefined where there is none. */
export function lastFinite(points: readonly Point[]): number | undefined {
  return points.findLast(({ value }) => Number.isFinite(value))?.value;
}

/** All series of a quantity: one for each class, layer (in the order of the forward pass) or weight that it was measured of. */
export function seriesOf<Id extends QuantityId>(
  record: RunRecord,
  quantity: Id,
  part: Part = "train",
): readonly Series<Id>[] {
  return record.series.filter((one): one is Series<Id> => one.quantity === quantity && one.part === part);
}

/**
 * A quantity of weights, by layer: the figure of each layer's main weight (its filters or matrix), in the order of the forward
 * pass. Layers that have none, or of whose weight it was not measured, are left out.
 */
export function byLayer<Id extends QuantityOf<"weight">>(
  record: RunRecord,
  quantity: Id,
): readonly { readonly layer: string; readonly points: readonly Point[] }[] {
  const found = new Map(seriesOf(record, quantity).map(({ subject, points }) => [subject, points]));
  return (record.facts.layers ?? []).flatMap(({ place, weights: [main] }) => {
    const points = main && found.get(main.name);
    return points === undefined ? [] : [{ layer: place, points }];
  });
}

/** The layer that a weight belongs to. */
export function layerOf({ facts }: RunRecord, weight: string): string | undefined {
  return facts.layers?.find(({ weights }) => weights.some(({ name }) => name === weight))?.place;
}

/** Every number of a record, laid open; series by series. */
export function* measurements(record: RunRecord): Generator<Measurement> {
  for (const { quantity, part, subject, points } of record.series) {
    const { unit, of } = quantities[quantity];
    const where = subjectFields(record, of, subject);
    for (const { value, ...at } of points) yield { quantity, unit, at, part, ...where, value };
  }
}

/** How many epochs were finished, as far as the record tells. */
export function epochsOf(record: RunRecord): number {
  const moment: Moment = "epoch";
  const ends = record.series
    .filter(({ quantity }) => quantities[quantity].at === moment)
    .map(({ points }) => points.at(-1)?.epoch ?? 0);
  return Math.max(0, ...ends);
}

function subjectFields(
  record: RunRecord,
  of: Subject,
  subject: string | undefined,
): Pick<Measurement, "class" | "layer" | "weight"> {
  if (subject === undefined) return {};
  switch (of) {
    case "run":
      return {};
    case "class":
      return { class: subject };
    case "layer":
      return { layer: subject };
    case "weight": {
      const layer = layerOf(record, subject);
      return layer === undefined ? { weight: subject } : { weight: subject, layer };
    }
    default:
      return of satisfies never;
  }
}
