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
      const found = await compute(loss, options, logits, targets, new Array(fixture.classes).fill(1));
      expect(Math.abs(found.value - value)).toBeLessThan(1e-6 * Math.max(1, value));
      found.gradient.forEach((slope, i) => {
        expect(Math.abs(slope - gradient[i]!), `gradient ${i}`).toBeLessThan(1e-6);
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
