import { assert, WrasseError } from "../../base/errors.ts";
import { byCodePoint } from "../photo.ts";
import { type FactRecord, factOf, isMissing, numberIn } from "./cells.ts";
import { type EncodedColumn, featuresOfColumn, type MetadataEncoding } from "./encoding.ts";
import { decimalMarkOf, readNumber } from "./readNumber.ts";
import type { MetadataColumn, MetadataOptions } from "./setting.ts";

/** A category of more values is a name or a number in disguise, and each value takes a feature. */
const mostValues = 1000;
/** From this share of readable values on, a column is one of numbers. */
const numberShare = 0.9;
/** A deviation below this share of the mean is rounding: the column is constant. */
const rounding = 1e-10;

/** The training part, which alone decides how facts are encoded. */
export interface TrainingFacts {
  /** Of each training photo. */
  readonly facts: readonly FactRecord[];
  /** Class of each training photo, [photos]. */
  readonly labels: ArrayLike<number>;
  readonly classes: number;
}

/** An encoding with what a person should know about the columns. */
export interface LearntEncoding {
  readonly encoding: MetadataEncoding;
  readonly warnings: readonly string[];
}

/**
 * Learns from the training part how columns become features: which are numbers, their mean and deviation (of the
 * population, as scikit-learn's StandardScaler), and which values a category has. Facts of other parts never come here.
 *
 * A column gets a feature "missing" where training shows it missing at times, by itself or by `dropout`; a category
 * gets "unknown" with `dropout` alone. A feature that training never shows would have weights that nobody learnt.
 *
 * @throws WrasseError "metadata-too-many-values" for a category of more than 1000 values
 */
export function learnEncoding(options: MetadataOptions, training: TrainingFacts): LearntEncoding {
  assert(options.columns.length > 0, "an encoding has a column");
  const missing = options.missing.map((text) => text.trim().toLowerCase());
  const warnings: string[] = [];
  const columns = options.columns.map((column) => {
    const cells = training.facts.map((facts) => factOf(facts, column.name));
    const present = cells.flatMap((text, photo) => (isMissing(text, missing) ? [] : [{ text, photo }]));
    if (present.length === 0) warnings.push(`metadata: ${column.name} is empty in all training photos`);
    const learnt = learnColumn(
      column,
      present.map(({ text }) => text),
      options.dropout > 0,
    );
    const hasMissing = learnt.hasMissing || present.length < cells.length;
    const found: EncodedColumn = { ...learnt, hasMissing };
    if (present.length > 0) warnings.push(...warningsOf(found, present, training));
    return found;
  });
  return { encoding: { columns, missing, features: columns.flatMap(featuresOfColumn) }, warnings };
}

function learnColumn({ name, kind, log }: MetadataColumn, texts: readonly string[], isHidden: boolean): EncodedColumn {
  const decimal = decimalMarkOf(texts);
  if (kind === "number" || log || (kind === "auto" && looksNumeric(texts, decimal))) {
    const numbers = texts.map((text) => numberIn(text, { decimal, log })).filter((value) => value !== undefined);
    const hasMissing = isHidden || numbers.length < texts.length;
    return { name, kind: "number", log, decimal, hasMissing, ...standardisation(numbers) };
  }
  const values = [...new Set(texts)].sort(byCodePoint);
  if (values.length > mostValues) throw tooManyValues(name, values, texts.length);
  return { name, kind: "category", values, hasUnknown: isHidden, hasMissing: isHidden };
}

function looksNumeric(texts: readonly string[], decimal: "point" | "comma"): boolean {
  const readable = texts.filter((text) => readNumber(text, decimal) !== undefined).length;
  return texts.length > 0 && readable >= numberShare * texts.length;
}

/** Mean and deviation of the population; a deviation of 0 where all are equal, but for rounding. */
function standardisation(numbers: readonly number[]): { mean: number; deviation: number } {
  // Divided by the largest, so that no sum of squares overflows.
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return { mean: 0, deviation: 0 };
  const shares = numbers.map((value) => value / largest);
  const mean = shares.reduce((sum, value) => sum + value, 0) / shares.length;
  const squares = shares.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / shares.length);
  return { mean: mean * largest, deviation: deviation <= rounding * Math.abs(mean) ? 0 : deviation * largest };
}

interface PresentCell {
  readonly text: string;
  /** Index into the training part. */
  readonly photo: number;
}

function warningsOf(
  column: EncodedColumn,
  present: readonly PresentCell[],
  { labels, classes }: TrainingFacts,
): string[] {
  const { name } = column;
  if (column.kind === "number") {
    return column.deviation === 0
      ? [`metadata: ${name} tells nothing: all its numbers in the training part are equal`]
      : [];
  }
  const { values } = column;
  const warnings: string[] = [];
  if (values.length === 1)
    warnings.push(`metadata: ${name} tells nothing: it is "${values[0]}" in all training photos`);
  if (values.length > Math.max(2, present.length / 2)) {
    const withUnit = values.filter((value) => /^[+-]?[\d.,]*\d\s*[a-zµ%°]+$/i.test(value)).length;
    const cure =
      withUnit > values.length / 2
        ? "write its numbers without their unit"
        : "leave it out if it is a name or an id, or write it so that values repeat";
    warnings.push(
      `metadata: ${name} has ${values.length} different values in ${present.length} training photos: ${cure}`,
    );
  }
  if (values.length === classes && classes > 1 && isRenaming(present, labels)) {
    warnings.push(
      `metadata: ${name} has a value of its own for each class: leave it out if it is only another name of the class`,
    );
  }
  return warnings;
}

/** Whether each value comes with one class alone. */
function isRenaming(present: readonly PresentCell[], labels: ArrayLike<number>): boolean {
  const classOf = new Map<string, number>();
  for (const { text, photo } of present) {
    const label = labels[photo]!;
    if ((classOf.get(text) ?? label) !== label) return false;
    classOf.set(text, label);
  }
  return new Set(classOf.values()).size === classOf.size;
}

function tooManyValues(name: string, values: readonly string[], photos: number): WrasseError {
  return new WrasseError("metadata-too-many-values", {
    at: `data.metadata.columns.${name}`,
    expected: `a category of ${mostValues} values or fewer`,
    got: `${values.length} different ones in ${photos} training photos, such as ${values.slice(0, 3).join(", ")}`,
    hint: "leave the column out, group its values, or write numbers without units",
  });
}
