import { describe, expect, test } from "vitest";
import { z } from "zod";
import { averagings, findAveraging } from "./averaging.ts";

/** The average after each step of a weight that takes these values. */
function averages(id: string, given: object, values: readonly number[], stepsPerEpoch: number): number[] {
  const averaging = findAveraging(id)!;
  const options = averaging.schema.parse(given);
  let average = Number.NaN;
  return values.map((value, step) => {
    const share = averaging.share({ step, steps: values.length, stepsPerEpoch }, options);
    average = share === 1 ? value : average * (1 - share) + value * share;
    return average;
  });
}

const walk = Array.from({ length: 40 }, (_, step) => Math.sin(step) + step / 10);

test("ema keeps min(decay, (1 + step) / (10 + step)) of the average at each step", () => {
  const found = averages("ema", { decay: 0.7 }, walk, 10);
  let expected = walk[0]!;
  walk.slice(1).forEach((value, i) => {
    const kept = Math.min(0.7, (2 + i) / (11 + i));
    expected = kept * expected + (1 - kept) * value;
    expect(found[i + 1]).toBeCloseTo(expected, 12);
  });
});

describe("swa", () => {
  const ends = [9, 19, 29, 39].map((step) => walk[step]!);

  test("is the weights themselves until the first epoch that counts has ended", () => {
    expect(averages("swa", { start: 0.5 }, walk, 10).slice(0, 30)).toEqual(walk.slice(0, 30));
  });

  test("is the mean of the ends of the epochs that count, and rests between them", () => {
    const found = averages("swa", { start: 0.25 }, walk, 10);
    expect(found[28]).toBe(ends[1]);
    expect(found[29]).toBeCloseTo((ends[1]! + ends[2]!) / 2, 12);
    expect(found[38]).toBe(found[29]);
    expect(found[39]).toBeCloseTo((ends[1]! + ends[2]! + ends[3]!) / 3, 12);
  });

  test("counts every epoch from a start of 0, and the last one alone at a start of 1", () => {
    expect(averages("swa", { start: 0 }, walk, 10)[39]).toBeCloseTo(ends.reduce((sum, end) => sum + end) / 4, 12);
    expect(averages("swa", { start: 1 }, walk, 10)[39]).toBe(ends[3]);
  });
});

test.each(averagings)("$id takes the first weights whole, and leaves weights that rest alone", ({ id }) => {
  for (const average of averages(id, {}, new Array<number>(30).fill(2), 6)) expect(average).toBeCloseTo(2, 12);
});

test.each(averagings)("$id has defaults, refuses unknown options, describes each", ({ schema }) => {
  expect(() => schema.parse({ rate: 1 })).toThrow(/rate/);
  const { properties } = z.toJSONSchema(schema, { io: "input" });
  for (const property of Object.values(properties!)) expect(property).toHaveProperty("description");
});
