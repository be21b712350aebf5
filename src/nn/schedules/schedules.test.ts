import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { learningRateAt } from "../schedule.ts";
import { findSchedule, schedules } from "./index.ts";

interface Fixture {
  readonly learningRate: number;
  readonly stepsPerEpoch: number;
  readonly steps: number;
  readonly cases: readonly { schedule: string; options: Record<string, number>; rates: number[] }[];
}

const file = new URL("../../../test/fixtures/schedules.json", import.meta.url);
const fixture = JSON.parse(readFileSync(file, "utf8")) as Fixture;

function rates(id: string, given: object, { learningRate, steps, stepsPerEpoch }: Omit<Fixture, "cases">): number[] {
  const schedule = findSchedule(id)!;
  const options = schedule.schema.parse(given);
  return Array.from({ length: steps }, (_, step) =>
    learningRateAt({ schedule, options }, { step, steps, stepsPerEpoch, learningRate }),
  );
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
