import { expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import type { PhotoFacts } from "../../data/inspectPhoto.ts";
import type { Part } from "../../data/photo.ts";
import { type CheckResult, runCheck } from "../check.ts";
import type { AuditSubject } from "../subject.ts";
import { blur } from "./blur.ts";
import { labelErrors } from "./labelErrors.ts";
import { metadata } from "./metadata.ts";
import { odd } from "./odd.ts";
import { overlap } from "./overlap.ts";
import { shift } from "./shift.ts";
import { variety } from "./variety.ts";

const classes = ["a", "b", "c", "d", "e"];
const width = 6;

interface Plan {
  readonly n?: number;
  readonly seed?: number;
  /** A photo's features, from its label and part. */
  readonly features?: (rng: ReturnType<typeof draws>, label: number, part: Part) => number[];
  readonly logits?: (rng: ReturnType<typeof draws>, label: number) => number[];
  readonly relabel?: (rng: ReturnType<typeof draws>, label: number) => number;
  readonly metadata?: (rng: ReturnType<typeof draws>, label: number) => Record<string, string>;
  readonly partOf?: (i: number, label: number) => Part;
}

const normals = (rng: ReturnType<typeof draws>): number[] => Array.from({ length: width }, () => rng.normal());
const facts: PhotoFacts = {
  width: 64,
  height: 64,
  format: "png",
  bytes: 1000,
  isTurned: false,
  brightness: { p1: 0.1, p5: 0.2, median: 0.5, p95: 0.8, p99: 0.9 },
  contrast: 0.2,
  blur: 0.3,
};

/** Photos that differ by chance alone, but for what the plan says. */
function subjectOf(plan: Plan = {}): AuditSubject {
  const { n = 400, seed = 0 } = plan;
  const rng = draws(seed, "audit checks");
  const truth = Array.from({ length: n }, (_, i) => i % classes.length);
  const partOf = plan.partOf ?? ((i: number): Part => (i % 20 < 14 ? "train" : "validation"));
  const parts = truth.map((label, i) => partOf(i, label));
  const labels = truth.map((label) => plan.relabel?.(rng, label) ?? label);
  const values = truth.flatMap((label, i) => plan.features?.(rng, label, parts[i]!) ?? normals(rng));
  const logits = truth.flatMap(
    (label) => plan.logits?.(rng, label) ?? classes.map((_, j) => rng.normal(j === label ? 4 : 0)),
  );
  return {
    classes,
    photos: labels.map((label, i) => ({
      path: `photo ${i}`,
      label,
      split: parts[i]!,
      metadata: plan.metadata?.(rng, truth[i]!) ?? {},
    })),
    parts,
    setAside: [],
    ignored: 0,
    size: 64,
    fit: "stretch",
    facts: labels.map(() => facts),
    contentHashes: labels.map((_, i) => String(i)),
    duplicates: [],
    alignedCopies: [],
    units: Uint32Array.from(labels.keys()),
    features: { values: Float64Array.from(values), width },
    featuresFrom: "test",
    answers: { photos: Uint32Array.from(labels.keys()), logits: Float32Array.from(logits), folds: 3 },
    noAnswers: "",
    seed,
  };
}

const ids = ({ concerns }: CheckResult): string[] => concerns.map(({ id }) => id);
const measured = (result: CheckResult, id: string): number => result.quantities.find((one) => one.id === id)!.value!;

test.each([
  ...[shift, labelErrors].map((check) => ({ id: check.id, check, seeds: 20 })),
  ...[blur, odd, variety, overlap, metadata].map((check) => ({ id: check.id, check, seeds: 5 })),
])("$id: photos without a fault raise no concern, $seeds times in $seeds", ({ check, seeds }) => {
  for (let seed = 0; seed < seeds; seed += 1) {
    const subject = subjectOf({
      n: 300,
      seed,
      metadata: (rng) => ({ depth: rng.chance(0.1) ? "" : rng.uniform(0, 30).toFixed(1), place: `p${rng.below(4)}` }),
    });
    expect({ seed, concerns: ids(runCheck(check, subject)) }).toEqual({ seed, concerns: [] });
  }
});

test("wrong labels are found, counted, and named with the likelier class", () => {
  const wrong = new Set<number>();
  let i = -1;
  const subject = subjectOf({
    relabel: (rng, label) => {
      i += 1;
      if (!rng.chance(0.1)) return label;
      wrong.add(i);
      return (label + 1 + rng.below(classes.length - 1)) % classes.length;
    },
  });
  const result = runCheck(labelErrors, subject);
  expect(ids(result)).toEqual(["label-noise"]);
  const [low, high] = result.quantities.find(({ id }) => id === "label-noise")!.interval!;
  expect(low).toBeLessThan(wrong.size / 400);
  expect(high).toBeGreaterThan(wrong.size / 400);
  const flagged = result.suspects.filter(({ isConcern }) => isConcern);
  const hits = flagged.filter(({ path }) => wrong.has(Number(path.split(" ")[1])));
  expect(hits.length / flagged.length).toBeGreaterThan(0.8);
  expect(hits.length / wrong.size).toBeGreaterThan(0.8);
});

test("hard photos with right labels are not taken for wrong labels", () => {
  const hard = subjectOf({ logits: (rng, label) => classes.map((_, j) => rng.normal(j === label ? 1.5 : 0)) });
  expect(ids(runCheck(labelErrors, hard))).toEqual([]);
});

test("networks that know nothing cannot contradict a label", () => {
  const ignorant = subjectOf({ logits: (rng) => classes.map(() => rng.normal()) });
  expect(runCheck(labelErrors, ignorant).verdict).toBe("cannot-tell");
});

test("two classes that the networks confuse both ways overlap, and are no label noise", () => {
  const confused = subjectOf({
    logits: (rng, label) => classes.map((_, j) => rng.normal(label < 2 && j < 2 ? 4 : j === label ? 4 : 0)),
  });
  const result = runCheck(overlap, confused);
  expect(ids(result)).toEqual(["classes-overlap"]);
  expect(result.concerns[0]!.text).toMatch(/tell a and b apart/);
  expect(ids(runCheck(labelErrors, confused))).toEqual([]);
});

test.each([1, 20])(
  "validation photos from elsewhere (by %d) are told from training photos, with an interval clear of 0.5",
  (far) => {
    const moved = subjectOf({
      features: (rng, _, part) => normals(rng).map((value, i) => value + (part === "validation" && i < 2 ? far : 0)),
    });
    const result = runCheck(shift, moved);
    expect(ids(result)).toEqual(["shift-validation"]);
    expect(result.quantities[0]!.interval![0]).toBeGreaterThan(0.5);
  },
);

test("other shares of classes are no shift, though classes look different", () => {
  const skewed = subjectOf({
    n: 600,
    features: (rng, label) => normals(rng).map((value) => value + 2 * label),
    partOf: (i, label) => (i % 20 < (label < 2 ? 6 : 17) ? "train" : "validation"),
  });
  expect(ids(runCheck(shift, skewed))).toEqual([]);
});

test("a class photographed from a narrow corner has low variety", () => {
  const narrow = subjectOf({
    features: (rng, label) => normals(rng).map((value, i) => (label === 2 && i > 0 ? 0.05 * value : value)),
  });
  expect(runCheck(variety, narrow).concerns.map(({ text }) => text.split(" ")[0])).toEqual(["c"]);
});

test("a photo far from all others is odd, and the only one", () => {
  const subject = subjectOf();
  subject.features.values.set([30, -30, 30, 30, 30, 30], 7 * width);
  const result = runCheck(odd, subject);
  expect(result.suspects.filter(({ isConcern }) => isConcern).map(({ path }) => path)).toEqual(["photo 7"]);
});

test("numbers with a decimal comma are numbers, and NA is a gap", () => {
  const comma = subjectOf({
    metadata: (rng) => ({ depth: rng.chance(0.25) ? "NA" : rng.uniform(0, 30).toFixed(1).replace(".", ",") }),
  });
  const { table } = runCheck(metadata, comma);
  expect(table?.rows[0]).toEqual(expect.arrayContaining(["depth", "number"]));
  expect(Math.abs(measured(runCheck(metadata, comma), "coverage-depth") - 0.75)).toBeLessThan(0.1);
});

test("metadata that give the class away, and gaps that do, are said so", () => {
  const telling = subjectOf({
    metadata: (rng, label) => ({ code: `x${label}`, depth: rng.chance(label === 0 ? 0.9 : 0.1) ? "" : "5" }),
  });
  const result = runCheck(metadata, telling);
  expect(ids(result)).toEqual(["metadata-gives-class-away", "missingness-tells-class"]);
  expect(measured(result, "alone-code")).toBe(1);
  expect(measured(result, "coverage-depth")).toBeCloseTo(0.74, 1);
  expect(Math.abs(measured(result, "metadata-shuffled") - 0.2)).toBeLessThan(0.05);
});

test("a column with another value for each photo predicts nothing and is not asked", () => {
  let i = 0;
  const numbered = subjectOf({
    metadata: () => {
      i += 1;
      return { id: `photo-${i}` };
    },
  });
  const result = runCheck(metadata, numbered);
  expect(result.table!.rows[0]).toEqual(["id", "identifier", "100.0 %", 400, "-"]);
});
