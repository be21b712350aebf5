import { expect, test } from "vitest";
import { pairedDifference } from "../statistics/pairedDifference.ts";
import { type CheckedFigures, checksOf, deadestLayer } from "./checks.ts";
import type { ToldRun } from "./story.ts";

const deadRun: ToldRun = {
  seed: 0,
  run: "runs/a",
  curve: [{ epoch: 1, trainLoss: 2.2, trainAccuracy: 0.12, validationAccuracy: 0.11 }],
  silent: [],
  dead: [
    { layer: "1.relu", first: 0.3, kept: 0.3 },
    { layer: "3.relu", first: 1, kept: 1 },
  ],
  gradient: [
    { layer: "0.conv2d", norm: 0, overTwin: 0 },
    { layer: "2.conv2d", norm: 0, overTwin: 0 },
    { layer: "4.dense", norm: 1, overTwin: 1 },
  ],
  photos: 512,
};
const livingRun: ToldRun = {
  ...deadRun,
  curve: [{ epoch: 1, trainLoss: 0.5, trainAccuracy: 0.8, validationAccuracy: 0.7 }],
  dead: deadRun.dead.map((one) => ({ ...one, kept: 0.2 })),
  gradient: deadRun.gradient.map((one) => ({ ...one, overTwin: 1 })),
};
const figures: CheckedFigures = {
  sick: [deadRun, deadRun],
  majority: 0.11,
  descending: 0,
  cure: pairedDifference([0.7, 0.72, 0.69], [0.11, 0.11, 0.11]),
  placebo: pairedDifference([0.11, 0.11, 0.11], [0.11, 0.11, 0.11]),
  sickTwin: pairedDifference([0.11, 0.11, 0.11], [0.7, 0.71, 0.74]),
  alive: 1,
};
const held = (some: Partial<CheckedFigures>): string[] =>
  checksOf({ ...figures, ...some }).flatMap(({ id, ok }) => (ok ? [id] : []));
const all = checksOf(figures).map(({ id }) => id);

test("a net born dead that its cause's removal cures holds every check", () => {
  expect(held({})).toEqual(all);
  expect(all).toHaveLength(8);
});

test("without the fault nothing is dead, stuck or blocked", () => {
  const without = held({ sick: [livingRun, livingRun], descending: 0.4 });
  for (const id of ["dead-layer-share", "stuck-over-majority", "gradient-below", "learning-rate"]) {
    expect(without).not.toContain(id);
  }
});

test("where no unit is dead at all, the gradient is that of every layer, and a number", () => {
  const unhurt = { ...livingRun, dead: livingRun.dead.map((one) => ({ ...one, first: 0, kept: 0 })) };
  const check = checksOf({ ...figures, sick: [unhurt] }).find(({ id }) => id === "gradient-below");
  expect(check).toMatchObject({ value: 1, ok: false });
});

test("one living seed among dead ones is enough against the dead layer", () => {
  expect(held({ sick: [deadRun, livingRun] })).not.toContain("dead-layer-share");
});

test("a cure whose interval reaches under 0.2, and a placebo whose interval leaves 0 out, do not hold", () => {
  expect(held({ cure: pairedDifference([0.7, 0.2, 0.3], [0.11, 0.11, 0.11]) })).not.toContain("root-cause");
  expect(held({ placebo: pairedDifference([0.21, 0.22, 0.21], [0.11, 0.11, 0.11]) })).not.toContain("placebo");
  expect(held({ cure: pairedDifference([0.7], [0.11]) })).not.toContain("root-cause");
});

test("the deadest layer is the first of those with the largest share", () => {
  expect(deadestLayer([deadRun])).toEqual({ layer: "3.relu", share: 1 });
  expect(deadestLayer([{ ...deadRun, dead: [] }])).toEqual({ layer: "", share: 0 });
  expect(deadestLayer([])).toEqual({ layer: "", share: 0 });
});

test("of several runs the layer counts that is dead in all of them", () => {
  const dead = (shares: readonly number[]): ToldRun => ({
    ...deadRun,
    dead: shares.map((kept, i) => ({ layer: `${2 * i + 1}.relu`, first: kept, kept })),
  });
  expect(deadestLayer([dead([0.1, 1, 1]), dead([0.2, 0.9, 1])])).toEqual({ layer: "5.relu", share: 1 });
});
