import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { cyclesMomentum, type FinishedEpoch, learningRateAt, momentumAt, type Progress } from "../schedule.ts";
import { findSchedule, schedules } from "./index.ts";

interface Fixture {
  readonly learningRate: number;
  readonly stepsPerEpoch: number;
  readonly steps: number;
  readonly cases: readonly {
    schedule: string;
    options: Record<string, unknown>;
    rates: number[];
    momenta?: number[];
  }[];
  /** `rates[i]` is the rate once `figures[i]` is known. */
  readonly plateaus: readonly { options: Record<string, unknown>; figures: number[]; rates: number[] }[];
}

const file = new URL("../../../test/fixtures/schedules.json", import.meta.url);
const fixture = JSON.parse(readFileSync(file, "utf8")) as Fixture;

type Length = Pick<Fixture, "learningRate" | "stepsPerEpoch" | "steps">;

function choose(id: string, given: object): Parameters<typeof learningRateAt>[0] {
  const schedule = findSchedule(id)!;
  return { schedule, options: schedule.schema.parse(given) };
}

function everyStep<T>({ learningRate, steps, stepsPerEpoch }: Length, at: (progress: Progress) => T): T[] {
  return Array.from({ length: steps }, (_, step) => at({ step, steps, stepsPerEpoch, learningRate, history: [] }));
}

function rates(id: string, given: object, length: Length): number[] {
  const choice = choose(id, given);
  return everyStep(length, (progress) => learningRateAt(choice, progress));
}

function momenta(id: string, given: object, length: Length): (number | undefined)[] {
  const choice = choose(id, given);
  return everyStep(length, (progress) => momentumAt(choice, progress));
}

/** Epochs of which only one figure is told. */
function epochs(monitor: "loss" | "accuracy", figures: readonly number[]): FinishedEpoch[] {
  return figures.map((figure) => ({
    loss: 7,
    accuracy: 0.5,
    validationLoss: monitor === "loss" ? figure : 7,
    validationAccuracy: monitor === "accuracy" ? figure : 0.5,
  }));
}

describe("schedules give PyTorch's learning rates at every step", () => {
  test.each(fixture.cases)("$schedule $options", ({ schedule, options, rates: expected }) => {
    const found = rates(schedule, options, fixture);
    // PyTorch goes on from the rate before, so its rounding adds up: a part in 10^12, not the last bit.
    found.forEach((rate, step) => {
      expect(Math.abs(rate - expected[step]!), `step ${step}`).toBeLessThan(1e-12);
    });
  });
});

describe("schedules that cycle the momentum give PyTorch's at every step", () => {
  const cycled = fixture.cases.filter((one) => one.momenta !== undefined);
  test.each(cycled)("$schedule $options", ({ schedule, options, momenta: expected }) => {
    momenta(schedule, options, fixture).forEach((momentum, step) => {
      expect(Math.abs(momentum! - expected![step]!), `step ${step}`).toBeLessThan(1e-12);
    });
  });
});

describe("reduce-on-plateau gives PyTorch's rate after each epoch", () => {
  test.each(fixture.plateaus)("$options", ({ options, figures, rates: expected }) => {
    const choice = choose("reduce-on-plateau", options);
    const history = epochs(options["monitor"] as "loss" | "accuracy", figures);
    expected.forEach((rate, epoch) => {
      const known = history.slice(0, epoch + 1);
      const progress = { step: 5 * (epoch + 1), steps: 200, stepsPerEpoch: 5, learningRate: 0.05, history: known };
      expect(learningRateAt(choice, progress), `epoch ${epoch}`).toBeCloseTo(rate, 14);
    });
  });
});

test("reduce-on-plateau watches the training where there is no validation, and not the warm-up", () => {
  const history = [0.1, 5, 5, 5].map((loss) => ({ loss, accuracy: 0, validationLoss: null, validationAccuracy: null }));
  const at = { step: 4, steps: 8, stepsPerEpoch: 1, learningRate: 1, history };
  expect(learningRateAt(choose("reduce-on-plateau", { patience: 1 }), at)).toBe(0.1);
  expect(learningRateAt(choose("reduce-on-plateau", { patience: 1, warmup: 1 }), at)).toBe(0.1);
  expect(learningRateAt(choose("reduce-on-plateau", { patience: 1, warmup: 2 }), at)).toBe(1);
});

test("a polynomial's final share is what is left, the rest follows the curve", () => {
  const length = { learningRate: 2, steps: 10, stepsPerEpoch: 5 };
  const plain = rates("polynomial", { power: 2 }, length);
  rates("polynomial", { power: 2, final: 0.25 }, length).forEach((rate, step) => {
    expect(rate).toBeCloseTo(0.5 + 0.75 * plain[step]!, 12);
  });
});

test("cyclic goes by default from a quarter of the optimiser's rate to all of it", () => {
  const found = rates("cyclic", { period: 2 }, { learningRate: 0.4, steps: 8, stepsPerEpoch: 4 });
  expect(Math.min(...found)).toBeCloseTo(0.1, 12);
  expect(Math.max(...found)).toBeCloseTo(0.4, 12);
  expect(found[4]).toBe(Math.max(...found));
});

test("a cycle whose lowest rate is above the highest is refused", () => {
  expect(() => choose("cyclic", { minimum: 0.2, maximum: 0.1 })).toThrow(/not above the maximum/);
  expect(() =>
    rates("cyclic", { minimum: 0.2 }, { learningRate: 0.1, steps: 1, stepsPerEpoch: 1 }),
  ).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: schedule-rates-crossed at schedule.minimum
      expected at most the highest rate, 0.1, got 0.2
      try: lower schedule.minimum, or give schedule.maximum]
  `);
});

test("momentum is the optimiser's own unless a schedule cycles it", () => {
  const cycling = schedules.filter(({ id }) => cyclesMomentum(choose(id, {}))).map(({ id }) => id);
  expect(cycling).toEqual(["one-cycle", "cyclic"]);
  expect(cyclesMomentum(choose("cyclic", { cycleMomentum: false }))).toBe(false);
});

test.each(schedules)("$id stays finite, from the first step of a training of 1 step to the last of 100", ({ id }) => {
  for (const length of [
    { learningRate: 1, steps: 1, stepsPerEpoch: 1 },
    { learningRate: 1, steps: 2, stepsPerEpoch: 1 },
    { learningRate: 1, steps: 100, stepsPerEpoch: 3 },
  ]) {
    for (const warmup of [0, 0.5, 3, 200]) {
      for (const rate of rates(id, { warmup }, length)) expect(rate >= 0 && rate <= 1).toBe(true);
      for (const momentum of momenta(id, { warmup }, length)) expect((momentum ?? 0) >= 0).toBe(true);
    }
  }
});

test("a warm-up rises to the schedule's first rate, without a jump", () => {
  const found = rates("one-cycle", { warmup: 2 }, { learningRate: 1, steps: 40, stepsPerEpoch: 2 });
  [0.01, 0.02, 0.03, 0.04, 0.04].forEach((rate, step) => {
    expect(found[step]).toBeCloseTo(rate, 12);
  });
});

test("a training that is all warm-up rises to the full rate and never leaves it", () => {
  const found = rates("cosine", { warmup: 10 }, { learningRate: 1, steps: 4, stepsPerEpoch: 2 });
  expect(found).toEqual([0.25, 0.5, 0.75, 1]);
});

test("a warm-up may be a part of an epoch", () => {
  const found = rates("constant", { warmup: 0.5 }, { learningRate: 1, steps: 4, stepsPerEpoch: 4 });
  expect(found).toEqual([0.5, 1, 1, 1]);
});

test.each(schedules)("$id refuses unknown options and has a JSON Schema that describes each option", ({ schema }) => {
  expect(() => schema.parse({ wramup: 1 })).toThrow(/wramup/);
  const { properties } = z.toJSONSchema(schema, { io: "input" });
  for (const property of Object.values(properties!)) expect(property).toHaveProperty("description");
});
