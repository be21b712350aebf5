import { WrasseError } from "../../base/errors.ts";
import type { Part } from "../../data/photo.ts";
import type { Point, RunFacts, RunRecord, Series } from "../../train/record/record.ts";

/** The figures of epochs, the first epoch first; null where one is not known. Fractions are 0..1. */
export interface TypedFigures {
  readonly loss?: readonly (number | null)[];
  readonly accuracy?: readonly (number | null)[];
  readonly learningRate?: readonly (number | null)[];
}

/** Numbers that a person typed. */
export interface TypedNumbers {
  readonly train?: TypedFigures;
  readonly validation?: Omit<TypedFigures, "learningRate">;
  /** By class name, such as the recall that a confusion matrix shows. */
  readonly validationRecall?: Readonly<Record<string, number>>;
  /** The epoch (from 1) of the first number; default 1. */
  readonly firstEpoch?: number;
  readonly facts?: RunFacts;
}

/**
 * A record from a few numbers that a person typed.
 *
 * @throws WrasseError "numbers-missing", "number-out-of-range"
 * @example recordOfNumbers({ train: { accuracy: [0.7, 0.98] }, validation: { accuracy: [0.6, 0.62] } })
 */
export function recordOfNumbers(numbers: TypedNumbers): RunRecord {
  const { train = {}, validation = {}, validationRecall = {}, firstEpoch = 1, facts = {} } = numbers;
  const found = [
    ...seriesOfPart("train", train, firstEpoch),
    ...seriesOfPart("validation", validation, firstEpoch),
    ...Object.entries(validationRecall).map(([subject, value]): Series => {
      checkFraction(`validationRecall.${subject}`, value);
      const points = [{ epoch: firstEpoch, value }];
      return { quantity: "final-class-recall", part: "validation", subject, points };
    }),
  ];
  if (found.every(({ points }) => points.length === 0)) {
    throw new WrasseError("numbers-missing", {
      at: "the numbers",
      expected: "a loss or an accuracy of one epoch at least",
      got: "none",
      hint: "give train.loss, train.accuracy, validation.loss or validation.accuracy",
    });
  }
  return { source: { kind: "numbers" }, facts, series: found };
}

function seriesOfPart(part: Part, { loss, accuracy, learningRate }: TypedFigures, firstEpoch: number): Series[] {
  accuracy?.forEach((value) => {
    if (value !== null) checkFraction(`${part}.accuracy`, value);
  });
  const given = [
    { quantity: "loss", values: loss },
    { quantity: "accuracy", values: accuracy },
    { quantity: "learning-rate", values: learningRate },
  ] as const;
  return given.flatMap(({ quantity, values }): Series[] => {
    if (values === undefined) return [];
    const points = values.flatMap((value, i): Point[] => (value === null ? [] : [{ epoch: firstEpoch + i, value }]));
    return [{ quantity, part, subject: undefined, points }];
  });
}

function checkFraction(at: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new WrasseError("number-out-of-range", {
    at,
    expected: "0 to 1",
    got: value,
    hint: value > 1 && value <= 100 ? `write ${value} % as ${value / 100}` : "give a fraction",
  });
}
