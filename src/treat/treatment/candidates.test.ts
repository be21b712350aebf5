import { expect, test } from "vitest";
import { found } from "../../../test/support/bornDead.ts";
import { triedConfigs } from "../../../test/support/remedyContract.ts";
import type { Finding } from "../../diagnose/finding.ts";
import { candidatesOf, placeboFor } from "./candidates.ts";

const dead = triedConfigs["plain and born dead"]!;

const disorderOf = (id: string) => {
  const known: Record<string, readonly string[]> = {
    "bad-init-scale": ["he-init", "batch-norm-before-activation"],
    "dying-relu": ["leaky-relu", "he-init", "longer-training"],
    "lr-too-high": ["lower-learning-rate", "learning-rate-from-range-test"],
  };
  return known[id] && { remedies: known[id], placebo: "other-brightness" };
};

test("the root cause's first remedy comes first, each remedy once, and what is costly late", async () => {
  const { findings } = found("bad-init-scale", "dying-relu");
  const { candidates } = await candidatesOf(dead, findings, disorderOf, {});
  expect(candidates.map(({ remedy, for: reason }) => [remedy.id, reason])).toEqual([
    ["he-init", "bad-init-scale"],
    ["leaky-relu", "dying-relu"],
    ["batch-norm-before-activation", "bad-init-scale"],
    ["longer-training", "dying-relu"],
  ]);
  expect(placeboFor(dead, candidates)!.id).toBe("other-brightness");
});

test("a finding of higher rank goes before, and an undecided one counts half", async () => {
  const [first] = found("lr-too-high").findings as [Finding];
  const [second] = found("bad-init-scale").findings as [Finding];
  const findings: Finding[] = [first, { ...second, rank: 2, verdict: "undecided" }];
  const { candidates } = await candidatesOf(dead, findings, disorderOf, { suggestRate: async () => 0.001 });
  expect(candidates.map(({ remedy }) => remedy.id)).toEqual([
    "lower-learning-rate",
    "learning-rate-from-range-test",
    "he-init",
    "batch-norm-before-activation",
  ]);
});

test("what changes nothing, or the same as another, is left out with its reason", async () => {
  const { findings } = found("lr-too-high");
  const { candidates, leftOut } = await candidatesOf(dead, findings, disorderOf, {}, [
    "learning-rate-from-range-test",
    "balanced-batches",
    "he-init",
  ]);
  expect(candidates.map(({ remedy, for: reason }) => [remedy.id, reason])).toEqual([["he-init", "lr-too-high"]]);
  expect(leftOut).toEqual([
    {
      remedy: "learning-rate-from-range-test",
      for: "lr-too-high",
      reason: "it finds nothing to change",
    },
    { remedy: "balanced-batches", for: "lr-too-high", reason: "there is nothing to change in this config" },
  ]);
});
