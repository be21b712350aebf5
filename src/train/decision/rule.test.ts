import { describe, expect, test } from "vitest";
import { type DecisionRule, decide, ruleAsWished } from "./rule.ts";

const rule: DecisionRule = {
  familiar: { score: "energy", keep: 0.95, threshold: 2, n: 300 },
  sure: {
    precision: 0.95,
    threshold: 0.7,
    lowerBound: 0.96,
    n: 300,
    curve: [
      { threshold: 0.9, accepted: 100, right: 100 },
      { threshold: 0.7, accepted: 200, right: 198 },
      { threshold: 0.4, accepted: 300, right: 270 },
    ],
  },
};

describe("a decision", () => {
  test.each([
    [0.99, 1.9, "none-of-these"],
    [0.7, 2, "sure"],
    [0.69, 2, "not-sure"],
    [0.99, null, "sure"],
  ] as const)("of a confidence %s and a familiarity %s is %s", (confidence, familiarity, expected) => {
    expect(decide(rule, confidence, familiarity)).toBe(expected);
  });

  test("is not made between sure and not sure without a threshold; strangers are told all the same", () => {
    const vague = { ...rule, sure: { ...rule.sure, threshold: null } };
    expect(decide(vague, 0.99, 3)).toBeNull();
    expect(decide(vague, 0.99, 1)).toBe("none-of-these");
    expect(decide({ ...vague, familiar: null }, 0.99, 1)).toBeNull();
    expect(decide({ ...vague, familiar: { ...rule.familiar!, threshold: null } }, 0.99, 1)).toBeNull();
  });
});

describe("a wish", () => {
  test("for another precision finds its threshold on the curve", () => {
    expect(ruleAsWished(rule, {}, "m.onnx")).toBe(rule);
    expect(ruleAsWished(rule, { precision: 0.97 }, "m.onnx")!.sure).toMatchObject({ precision: 0.97, threshold: 0.9 });
    expect(ruleAsWished(rule, { precision: 0.8 }, "m.onnx")!.sure.threshold).toBe(0.4);
  });

  test("for a threshold is taken, even of a model that has no rule", () => {
    expect(ruleAsWished(rule, { threshold: 0.5 }, "m.onnx")).toMatchObject({
      familiar: rule.familiar,
      sure: { threshold: 0.5, precision: null, lowerBound: null },
    });
    expect(ruleAsWished(undefined, { threshold: 0.5 }, "m.onnx")!.familiar).toBeNull();
  });

  test.each([
    [{ precision: 0.9, threshold: 0.5 }, "precision-and-threshold"],
    [{ threshold: 95 }, "share-out-of-range"],
    [{ precision: 1 }, "share-out-of-range"],
    [{ precision: 0.999 }, "precision-not-shown"],
  ])("%j is refused: %s", (wish, code) => {
    expect(() => ruleAsWished(rule, wish, "m.onnx")).toThrow(code);
  });

  test("for a precision of an older file says what to do", () => {
    expect(() => ruleAsWished(undefined, { precision: 0.9 }, "old.onnx")).toThrowErrorMatchingInlineSnapshot(`
      [WrasseError: model-without-decisions at old.onnx
        expected a model that knows how its validation photos did, got one that was written without it
        try: train it again, or give a threshold]
    `);
  });
});
