import { expect, test } from "vitest";
import { likeliest } from "./likeliest.ts";

test("the likeliest class of a row is found in its own row, the first on a tie", () => {
  const probabilities = [0.2, 0.5, 0.3, 0.4, 0.2, 0.4];
  expect([likeliest(probabilities, 0, 3), likeliest(probabilities, 1, 3)]).toEqual([1, 0]);
});
