import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { evaluate } from "../../../test/support/run.ts";
import { gradients } from "../../graph/gradients.ts";
import { div } from "../../graph/ops/div.ts";
import { reduceSum } from "../../graph/ops/reduceSum.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { findLoss, losses } from "./index.ts";

interface Fixture {
  readonly classes: number;
  readonly counts: readonly number[];
  readonly cases: readonly {
    readonly loss: string;
    readonly options: Record<string, unknown>;
    readonly logits: readonly number[];
    readonly targets: readonly number[];
    readonly value: number;
    readonly gradient: readonly number[];
  }[];
}

const file = new URL("../../../test/fixtures/losses.json", import.meta.url);
const fixture = JSON.parse(readFileSync(file, "utf8")) as Fixture;

/** The batch's loss, each photo's, and the gradient by the logits. */
async function compute(
  id: string,
  given: object,
  logits: readonly number[],
  targets: readonly number[],
  classCounts: readonly number[],
): Promise<{ value: number; each: number[]; weights: number[] | undefined; gradient: number[] }> {
  const loss = findLoss(id)!;
  const options = loss.schema.parse(given);
  const shape = [logits.length / classCounts.length, classCounts.length];
  let isWeighed = false;
  const results = await evaluate<"value" | "each" | "weights" | "gradient">(
    { x: tensorOf("float32", shape, logits), t: tensorOf("float32", shape, targets) },
    ({ x, t }, graph) => {
      const { each, weights } = loss.build(x!, t!, options, classCounts);
      isWeighed = weights !== undefined;
      const total = weights === undefined ? graph.scalar(shape[0]!) : reduceSum(weights, undefined, { keepdims: 0 });
      const value = div(reduceSum(each, undefined, { keepdims: 0 }), total);
      return { value, each, weights: weights ?? each, gradient: gradients(value, [x!])[0]! };
    },
  );
  return {
    value: numbersOf(results.value)[0]!,
    each: numbersOf(results.each),
    weights: isWeighed ? numbersOf(results.weights) : undefined,
    gradient: numbersOf(results.gradient),
  };
}

describe("losses and their gradients are PyTorch's, also for logits of 10,000", () => {
  test.each(fixture.cases)(
    "$loss $options, logit $logits.0",
    async ({ loss, options, logits, targets, value, gradient }) => {
      const found = await compute(loss, options, logits, targets, fixture.counts);
      expect(Math.abs(found.value - value)).toBeLessThan(1e-6 * Math.max(1, value));
      found.gradient.forEach((slope, i) => {
        expect(Math.abs(slope - gradient[i]!), `gradient ${i}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
      });
    },
  );
});

const logits = [1, 2, -1, 0, 0.5, 3, 2, 2, 2];
const targets = [1, 0, 0, 0, 1, 0, 0, 0, 1];

test("balanced cross-entropy weighs a class by photos / (classes * its photos), as scikit-learn does", async () => {
  const balanced = await compute("cross-entropy", { classWeights: "balanced" }, logits, targets, [60, 30, 10]);
  const given = await compute(
    "cross-entropy",
    { classWeights: [100 / 180, 100 / 90, 100 / 30] },
    logits,
    targets,
    [1, 1, 1],
  );
  expect(balanced).toEqual(given);
  balanced.weights!.forEach((weight, i) => {
    expect(weight).toBeCloseTo(100 / (3 * [60, 30, 10][i]!), 6);
  });
});

test("balanced binary cross-entropy weighs a class by the rest over its photos", async () => {
  const balanced = await compute("binary-cross-entropy", { classWeights: "balanced" }, logits, targets, [50, 40, 10]);
  const given = await compute("binary-cross-entropy", { classWeights: [1, 1.5, 9] }, logits, targets, [1, 1, 1]);
  expect(balanced).toEqual(given);
});

test("effective numbers weigh a class by (1 - beta) / (1 - beta^photos), up to one factor for all", async () => {
  const counts = [500, 20, 1];
  const weights = counts.map((n) => (1 - 0.99) / (1 - 0.99 ** n));
  for (const id of ["cross-entropy", "focal", "mean-squared-error"]) {
    const found = await compute(id, { classWeights: { effectiveNumber: 0.99 } }, logits, targets, counts);
    const given = await compute(id, { classWeights: weights }, logits, targets, counts);
    expect(found.value).toBeCloseTo(given.value, 6);
    const [first, second] = found.weights!;
    expect(first! / second!).toBeCloseTo(weights[0]! / weights[1]!, 6);
  }
});

test("effective numbers go from alike to balanced as beta goes from 0 to 1", async () => {
  const counts = [60, 30, 10];
  for (const id of ["cross-entropy", "binary-cross-entropy"]) {
    const value = async (classWeights: unknown): Promise<number> =>
      (await compute(id, { classWeights }, logits, targets, counts)).value;
    expect(await value({ effectiveNumber: 1e-6 })).toBeCloseTo(await value("none"), 5);
    expect(await value({ effectiveNumber: 1 - 1e-9 })).toBeCloseTo(await value("balanced"), 4);
  }
});

test("logit adjustment is blind to a common factor of the counts, and to counts that are alike", async () => {
  const at = async (counts: number[], logitAdjustment: number): Promise<number> =>
    (await compute("cross-entropy", { logitAdjustment }, logits, targets, counts)).value;
  expect(await at([60, 30, 10], 1)).toBeCloseTo(await at([6, 3, 1], 1), 6);
  expect(await at([7, 7, 7], 2)).toBeCloseTo(await at([7, 7, 7], 0), 6);
  expect(Math.abs((await at([60, 30, 10], 1)) - (await at([60, 30, 10], 0)))).toBeGreaterThan(0.01);
  expect(Number.isFinite(await at([60, 0, 10], 1))).toBe(true);
});

test("focal loss counts a photo less the surer it is right", async () => {
  const sure = [0, 0, 0, 2, 0, 0, 6, 0, 0];
  const first = [1, 0, 0, 1, 0, 0, 1, 0, 0];
  const plain = await compute("cross-entropy", {}, sure, first, [1, 1, 1]);
  const focused = await compute("focal", { gamma: 2 }, sure, first, [1, 1, 1]);
  const shares = focused.each.map((loss, i) => loss / plain.each[i]!);
  plain.each.forEach((loss, i) => {
    expect(shares[i]).toBeCloseTo((1 - Math.exp(-loss)) ** 2, 5);
  });
});

test("one unit's logits name two classes only, and are its sigmoid's for two classes", async () => {
  const { head, probabilities } = findLoss("one-unit-sigmoid")!;
  expect(head!.units).toBe(1);
  const units = [-40, -1, 0.5, 40];
  const { two, five } = await evaluate({ x: tensorOf("float32", [4, 1], units) }, ({ x }) => ({
    two: probabilities(head!.logits(x!, 2)),
    five: head!.logits(x!, 5),
  }));
  expect(two.shape).toEqual([4, 2]);
  expect(five.shape).toEqual([4, 5]);
  units.forEach((unit, row) => {
    expect(numbersOf(two)[2 * row + 1]).toBeCloseTo(1 / (1 + Math.exp(-unit)), 6);
    const logitRow = numbersOf(five).slice(5 * row, 5 * row + 5);
    expect(logitRow.indexOf(Math.max(...logitRow))).toBe(unit > 0 ? 1 : 0);
    for (const logit of logitRow.slice(2)) expect(logit).toBe(Math.min(0, unit) - 30);
  });
});

test.each(["cross-entropy", "binary-cross-entropy"])("%s of balanced counts is the plain one", async (id) => {
  // With two classes alike the balanced weight is 1 in both losses.
  const pair = [2, -1, 0.3, 0.1];
  const hot = [1, 0, 0, 1];
  const balanced = await compute(id, { classWeights: "balanced" }, pair, hot, [7, 7]);
  const plain = await compute(id, {}, pair, hot, [7, 7]);
  expect(balanced.value).toBeCloseTo(plain.value, 6);
});

test("a class that is not in the training part leaves the loss finite", async () => {
  const { value } = await compute("cross-entropy", { classWeights: "balanced" }, logits, targets, [10, 0, 10]);
  expect(Number.isFinite(value)).toBe(true);
});

test("a list of weights of the wrong length is refused", async () => {
  await expect(
    compute("cross-entropy", { classWeights: [1, 2] }, logits, targets, [1, 1, 1]),
  ).rejects.toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: class-weights-wrong-count at loss.classWeights
      expected 3 weights, one for each class, got 2
      try: give one weight for each class in the order of the class names, or balanced]
  `);
});

test("weights that count no class are refused", () => {
  expect(() => findLoss("cross-entropy")!.schema.parse({ classWeights: [0, 0] })).toThrow(/above 0/);
});

test.each(losses)("$id: the likeliest class is that of the largest logit", async ({ probabilities }) => {
  const { p } = await evaluate({ x: tensorOf("float32", [3, 3], logits) }, ({ x }) => ({ p: probabilities(x!) }));
  const rows = [0, 3, 6].map((start) => numbersOf(p).slice(start, start + 3));
  expect(rows.map((row) => row.indexOf(Math.max(...row)))).toEqual([1, 2, 0]);
  for (const value of rows.flat()) expect(value > 0 && value < 1).toBe(true);
});

test.each(losses)("$id has defaults, refuses unknown options, describes each", ({ schema }) => {
  expect(schema.parse({})).toHaveProperty("classWeights", "none");
  expect(() => schema.parse({ smoothing: 0.1 })).toThrow(/smoothing/);
  const { properties } = z.toJSONSchema(schema, { io: "input" });
  for (const property of Object.values(properties!)) expect(property).toHaveProperty("description");
});
