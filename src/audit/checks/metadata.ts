import { draws, permutation } from "../../base/random.ts";
import { factOf, isMissing } from "../../data/metadata/cells.ts";
import { decimalMarkOf, readNumber } from "../../data/metadata/readNumber.ts";
import { usualMissing } from "../../data/metadata/setting.ts";
import { criticalValue, type Interval } from "../../train/metrics/wilson.ts";
import type { Check, Concern, Quantity } from "../check.ts";
import { dealFolds } from "../folds.ts";
import { naiveBayes } from "../statistics/naiveBayes.ts";
import type { AuditSubject } from "../subject.ts";
import { counted, percent, withInterval } from "../words.ts";

const folds = 5;
const bins = 8;
/** A text column with more different values than this is no category. */
const mostCategories = 200;
const fewestPhotos = 50;
const fewestOfClass = 5;
const shuffles = 10;
const leastCoverage = 0.5;
const givesAway = 0.95;
const missingnessAboveChance = 0.05;

const missingWords = usualMissing.map((word) => word.toLowerCase());

interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  readonly kind: "number" | "category" | "identifier" | "constant";
  readonly coverage: number;
  readonly distinct: number;
}

/** How much of the metadata is there, and how well it names the class without any photo. */
export const metadata: Check = {
  id: "metadata",
  title: "Metadata",
  measure: (subject) => {
    const { photos, classes } = subject;
    const names = Object.keys(photos[0]?.metadata ?? {});
    if (names.length === 0)
      return { verdict: "not-asked", summary: "the source has no columns besides path, label, group and split" };
    const columns = names.map((name) =>
      columnOf(
        name,
        photos.map((photo) => factOf(photo.metadata, name)),
      ),
    );
    const counts = classes.map((_, label) => photos.filter((photo) => photo.label === label).length);
    const known = classes.map((_, label) => label).filter((label) => counts[label]! >= fewestOfClass);
    const canPredict = photos.length >= fewestPhotos && known.length >= 2;
    const useful = columns.filter(({ kind }) => kind === "number" || kind === "category");
    const chance = 1 / Math.max(1, known.length);
    const quantities: Quantity[] = [];
    const concerns: Concern[] = [];
    const rows = columns.map((column) => {
      const { name, coverage, distinct, kind } = column;
      quantities.push({
        id: `coverage-${name}`,
        name: `${name}: photos that have it`,
        value: coverage,
        unit: "fraction 0..1",
        n: photos.length,
      });
      if (coverage < leastCoverage) {
        concerns.push({
          id: "metadata-sparse",
          text: `${name} is given for ${percent(coverage)} of the photos.`,
          value: coverage,
          threshold: leastCoverage,
          source: "proposal",
          hint: "fill it in, or leave the column out",
        });
      }
      const alone = canPredict && useful.includes(column) ? predictionOf([column], subject, known) : undefined;
      if (alone === undefined) return [name, kind, percent(coverage), distinct, "-"];
      quantities.push({
        id: `alone-${name}`,
        name: `${name}: balanced accuracy without any photo`,
        value: alone.accuracy,
        unit: `fraction 0..1, chance ${chance.toFixed(3)}`,
        interval: alone.interval,
        n: alone.n,
      });
      if (alone.interval[0] > givesAway) {
        concerns.push({
          id: "metadata-gives-class-away",
          text: `${name} alone names the class: balanced accuracy ${withInterval(alone.accuracy, alone.interval)}.`,
          value: alone.accuracy,
          threshold: givesAway,
          source: "proposal: the interval above 0.95",
          hint: "make sure that it is known before the class is, else leave it out",
        });
      }
      return [name, kind, percent(coverage), distinct, withInterval(alone.accuracy, alone.interval)];
    });
    const together = canPredict && useful.length > 0 ? predictionOf(useful, subject, known) : undefined;
    let summary = `${counted(columns.length, "column")}`;
    if (together !== undefined) {
      const shuffled = shuffledAccuracy(useful, subject, known);
      quantities.push(
        {
          id: "metadata-alone",
          name: "balanced accuracy of all columns without any photo",
          value: together.accuracy,
          unit: `fraction 0..1, chance ${chance.toFixed(3)}`,
          interval: together.interval,
          n: together.n,
        },
        {
          id: "metadata-shuffled",
          name: `the same with labels shuffled, mean of ${shuffles}`,
          value: shuffled,
          unit: "fraction 0..1",
          n: together.n,
        },
      );
      summary += `; alone they name the class with balanced accuracy ${withInterval(together.accuracy, together.interval)}, chance ${chance.toFixed(2)}`;
      const gaps = columns.filter(({ coverage }) => coverage < 1 && coverage > 0).map(missingness);
      if (gaps.length > 0) {
        const missing = predictionOf(gaps, subject, known, 0.99);
        quantities.push({
          id: "missingness-alone",
          name: "balanced accuracy of what is missing, 99 % interval",
          value: missing.accuracy,
          unit: `fraction 0..1, chance ${chance.toFixed(3)}`,
          interval: missing.interval,
          n: missing.n,
        });
        if (missing.interval[0] > chance + missingnessAboveChance) {
          concerns.push({
            id: "missingness-tells-class",
            text: `Which values are missing tells the class: balanced accuracy ${withInterval(missing.accuracy, missing.interval)}, chance ${chance.toFixed(2)}.`,
            value: missing.accuracy,
            threshold: chance + missingnessAboveChance,
            source: "proposal: the 99 % interval above chance by 0.05",
            hint: "a network would learn who filled in the table; fill the gaps, or leave the columns out",
          });
        }
      }
    } else summary += canPredict ? "; none can be used" : `; too few photos to say what they predict`;
    return {
      summary,
      quantities,
      concerns,
      table: { columns: ["column", "kind", "there", "values", "class from it alone"], rows },
    };
  },
};

/** @param facts one for each photo, as the CSV has it */
function columnOf(name: string, facts: readonly string[]): Column {
  const present = facts.map((text) => (isMissing(text, missingWords) ? "" : text));
  const filled = present.filter((text) => text !== "");
  const mark = decimalMarkOf(filled);
  const isNumber = filled.length > 0 && filled.every((text) => readNumber(text, mark) !== undefined);
  const cells = isNumber ? present.map((text) => String(readNumber(text, mark) ?? "")) : present;
  const given = cells.filter((cell) => cell !== "");
  const distinct = new Set(given).size;
  const kind =
    distinct < 2
      ? "constant"
      : isNumber && distinct > bins
        ? "number"
        : distinct > mostCategories || distinct > 0.5 * given.length
          ? "identifier"
          : "category";
  return { name, cells, kind, coverage: cells.length === 0 ? 0 : given.length / cells.length, distinct };
}

/** A column that says only whether another has a value. */
function missingness({ name, cells }: Column): Column {
  const marks = cells.map((cell) => (cell === "" ? "no" : "yes"));
  return { name: `${name} missing`, cells: marks, kind: "category", coverage: 1, distinct: 2 };
}

interface Prediction {
  /** Mean recall over the classes, out of sample. */
  readonly accuracy: number;
  readonly interval: Interval;
  readonly n: number;
}

function predictionOf(
  columns: readonly Column[],
  subject: AuditSubject,
  known: readonly number[],
  confidence = 0.95,
): Prediction {
  const labels = subject.photos.map(({ label }) => label);
  return crossValidated(columns, labels, subject, known, confidence);
}

/** What the same gives when labels have nothing to do with the columns. */
function shuffledAccuracy(columns: readonly Column[], subject: AuditSubject, known: readonly number[]): number {
  const labels = subject.photos.map(({ label }) => label);
  let sum = 0;
  for (let round = 0; round < shuffles; round += 1) {
    const order = permutation(labels.length, draws(subject.seed, "audit metadata", round));
    const mixed = Array.from(order, (from) => labels[from]!);
    sum += crossValidated(columns, mixed, subject, known, 0.95).accuracy;
  }
  return sum / shuffles;
}

function crossValidated(
  columns: readonly Column[],
  labels: readonly number[],
  { units, classes, seed }: AuditSubject,
  known: readonly number[],
  confidence: number,
): Prediction {
  const isKnown = new Set(known);
  const photos = Uint32Array.from(labels.keys()).filter((photo) => isKnown.has(labels[photo]!));
  const fold = dealFolds(photos, labels, units, folds, seed);
  const right = new Float64Array(classes.length);
  const all = new Float64Array(classes.length);
  for (let f = 0; f < folds; f += 1) {
    const learnt = [...photos].filter((_, i) => fold[i] !== f);
    const coders = columns.map((column) => coderOf(column, learnt));
    const codes = (photo: number): number[] => coders.map(({ code }, i) => code(columns[i]!.cells[photo]!));
    const model = naiveBayes(
      learnt.map(codes),
      learnt.map((photo) => labels[photo]!),
      classes.length,
      coders.map(({ values }) => values),
    );
    photos.forEach((photo, i) => {
      if (fold[i] !== f) return;
      all[labels[photo]!]! += 1;
      if (model.predict(codes(photo)) === labels[photo]) right[labels[photo]!]! += 1;
    });
  }
  return {
    ...balancedAccuracy(
      known.map((label) => [right[label]!, all[label]!] as const),
      confidence,
    ),
    n: photos.length,
  };
}

/** Mean recall, with the variance of each recall by Agresti and Coull's two successes and two failures more. */
function balancedAccuracy(
  byClass: readonly (readonly [right: number, all: number])[],
  confidence: number,
): Omit<Prediction, "n"> {
  let accuracy = 0;
  let variance = 0;
  for (const [right, all] of byClass) {
    accuracy += right / all / byClass.length;
    const share = (right + 2) / (all + 4);
    variance += (share * (1 - share)) / (all + 4) / byClass.length ** 2;
  }
  const half = criticalValue(confidence) * Math.sqrt(variance);
  return { accuracy, interval: [Math.max(0, accuracy - half), Math.min(1, accuracy + half)] };
}

/** Numbers for the values of a column: 0 for none, then bins of equal counts or categories in the order of their first photo. */
function coderOf(
  { cells, kind }: Column,
  learnt: readonly number[],
): { values: number; code: (cell: string) => number } {
  if (kind === "number") {
    const sorted = learnt
      .map((photo) => cells[photo]!)
      .filter((cell) => cell !== "")
      .map(Number)
      .sort((a, b) => a - b);
    const edges = Array.from({ length: bins - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)] ?? 0);
    return {
      values: bins + 1,
      code: (cell) => (cell === "" ? 0 : 1 + edges.filter((edge) => Number(cell) >= edge).length),
    };
  }
  const places = new Map<string, number>();
  for (const photo of learnt) {
    const cell = cells[photo]!;
    if (cell !== "" && !places.has(cell)) places.set(cell, places.size + 1);
  }
  // A value that training did not have says as little as none.
  return { values: places.size + 1, code: (cell) => places.get(cell) ?? 0 };
}
