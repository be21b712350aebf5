import { expect, test } from "vitest";
import reference from "../../../test/fixtures/audit.json" with { type: "json" };
import { vendiScore } from "./vendiScore.ts";

test("the score is the one that NumPy computes from the likeness of all pairs", () => {
  const { features, width, score } = reference.vendi;
  expect(vendiScore(features, width)).toBeCloseTo(score, 8);
});

test("copies of one thing are one, and things that share nothing are as many as they are", () => {
  expect(vendiScore([1, 2, 3, 2, 4, 6, 0.5, 1, 1.5], 3)).toBeCloseTo(1, 8);
  expect(vendiScore([1, 0, 0, 0, 5, 0, 0, 0, 2], 3)).toBeCloseTo(3, 8);
});

test("a set twice over is worth as much as once", () => {
  const { features, width } = reference.vendi;
  expect(vendiScore([...features, ...features], width)).toBeCloseTo(vendiScore(features, width), 8);
});

test("rows of zeros are left out, and nothing has no score", () => {
  expect(vendiScore([1, 0, 0, 0, 0, 1], 2)).toBeCloseTo(2, 8);
  expect(vendiScore([0, 0], 2)).toBeNaN();
});
