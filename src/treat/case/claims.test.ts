import { expect, test } from "vitest";
import { madeUpStory } from "../../../test/support/caseStory.ts";
import { type ClaimId, claimIds, claimsOf } from "./claims.ts";
import type { CaseStory, ToldFactor } from "./story.ts";

const story = madeUpStory({ seeds: 6 });
const claim = (id: ClaimId, told: Omit<CaseStory, "claims"> = story) => claimsOf(told).find((one) => one.id === id)!;
const withPart = (levels: readonly (readonly [accuracy: number, born: number])[]): CaseStory => ({
  ...story,
  factors: [
    {
      factor: "part-dead",
      levels: levels.map(([accuracy, born], i): ToldFactor["levels"][number] => ({
        level: `level ${i}`,
        ...{ accuracy, born, interval: null, dead: 0, n: 2 },
      })),
    },
  ],
});

test("every claim of the textbook is judged", () => {
  expect(claimsOf(story).map(({ id }) => id)).toEqual([...claimIds]);
  expect(claimsOf(story).filter(({ verdict }) => verdict === "not-measured")).toEqual([]);
});

test("a cure is true where every interval is above the bound, partly where one is above 0", () => {
  expect(claim("batch-norm-cures").verdict).toBe("true");
  expect(claim("he-init-cures").verdict).toBe("true");
  // Works where the rate is the cause, and not on the net born dead.
  expect(claim("lower-rate-cures").verdict).toBe("partly");
  expect(claim("lower-rate-cures", { ...story, siblings: [] }).verdict).toBe("false");
  expect(claim("lower-rate-cures", { ...story, siblings: [], trials: [] })).toEqual({
    id: "lower-rate-cures",
    verdict: "not-measured",
    numbers: {},
  });
});

test("a factor kills where a whole layer is dead at one of its levels only", () => {
  expect(claim("momentum-kills")).toMatchObject({ verdict: "true", numbers: { mostLevel: "0.99", mostDead: 1 } });
  expect(claim("depth-kills").verdict).toBe("partly");
  expect(claim("imbalance-kills").verdict).toBe("false");
});

test("half of a layer dead stops a training where no net with more than half, and less than all, born dead learns", () => {
  // The commonest class has 0.157; a layer that is wholly dead, or hardly, says nothing of halves.
  const aside = [
    [0.157, 1],
    [0.7, 0.4],
  ] as const;
  expect(claim("half-dead-stops", withPart(aside)).verdict).toBe("not-measured");
  expect(claim("half-dead-stops", withPart([...aside, [0.4, 0.9], [0.5, 0.6]]))).toMatchObject({
    verdict: "false",
    numbers: { learnt: 2, of: 2, born: 0.9, accuracy: 0.4 },
  });
  expect(claim("half-dead-stops", withPart([...aside, [0.2, 0.9], [0.5, 0.6]])).verdict).toBe("partly");
  expect(claim("half-dead-stops", withPart([...aside, [0.2, 0.9]])).verdict).toBe("true");
});

test("a tuned rate avoids it only where it is not there at that rate", () => {
  expect(claim("tuned-rate-avoids")).toMatchObject({
    verdict: "partly",
    numbers: { rate: 0.001, sickDead: 6, sick: 6, healthyDead: 0, healthy: 6 },
  });
  expect(claim("tuned-rate-avoids", { ...story, sick: story.healthy }).verdict).toBe("true");
  expect(claim("tuned-rate-avoids", { ...story, healthy: story.sick }).verdict).toBe("false");
  expect(claim("tuned-rate-avoids", { ...story, rates: { ...story.rates, suggested: null } }).verdict).toBe(
    "not-measured",
  );
});

test("a control judges no claim", () => {
  const verdicts = claimsOf(madeUpStory({ isControl: true })).map(({ verdict }) => verdict);
  expect(new Set(verdicts)).toEqual(new Set(["not-measured"]));
});
