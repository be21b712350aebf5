import { lastFinite } from "../../train/record/record.ts";
import { lastTwo } from "../course.ts";
import { defineDisorder } from "../disorder.ts";
import type { Evidence } from "../evidence.ts";
import { evidenceOf, hasSymptom } from "../facts.ts";
import { percent } from "../symptoms/wording.ts";
import { fallsOf } from "./rates.ts";

const id = "plateau-or-undertrained";
/** Of the loss, in two more epochs: a proposal. */
const stillFalls = 0.03;
/** Of a log's loss, from the fifth before the last to the last fifth of its epochs. */
const curveFalls = 0.03;

/** A training that works and was not done, or that stopped moving though nothing in it is broken. */
export const plateauOrUndertrained = defineDisorder({
  id,
  kind: "mechanism",
  summary:
    "a net in working order that has not learnt yet what it could: too few epochs, or a rate at which it moves no more",
  neighbours: [
    { id: "dying-relu", apart: "units answer" },
    { id: "lr-too-low", apart: "a root cause of it: ten times the rate is many times as fast" },
  ],
  remedies: ["longer-training", "lower-rate-when-stuck", "lower-learning-rate"],
  placebo: "random-erasing",
  examine: (facts) => {
    const { course } = facts;
    const loss = lastFinite(course.trainLoss);
    const ends = lastTwo(course.trainLoss);
    const fall = ends === undefined ? undefined : (ends.before - ends.last) / ends.before;
    const curve: Evidence[] =
      fall === undefined || fall < curveFalls
        ? []
        : [
            {
              for: id,
              quantity: "loss",
              value: fall,
              interval: null,
              threshold: curveFalls,
              unit: "fall over the loss",
              source: "proposal",
              text: `The training loss was still falling at the end: by ${percent(fall)} from the fifth before the last to the last fifth of the epochs.`,
            },
          ];
    if (!hasSymptom(facts, "weak", "late", "stuck", "unfinished"))
      return { state: "absent", severity: 0, evidence: [] };
    const { same, lower, higher } = fallsOf(facts);
    if (same === undefined || loss === undefined) {
      // Curves show that it goes on falling, but not whether the rate is to blame.
      return {
        state: curve.length > 0 ? "present" : "possible",
        severity: 0.4,
        evidence: curve,
        next: "continue-training",
      };
    }
    const found = [same, lower, higher]
      .filter((one) => one !== undefined)
      .filter((one) => one.value > stillFalls * loss && (one.interval?.[0] ?? one.value) > 0);
    if (found.length === 0) return { state: "absent", severity: 0, evidence: curve };
    const words = {
      "continued-fall": "the same rate",
      "lowered-rate-fall": "a tenth of the rate",
      "raised-rate-fall": "ten times the rate",
    };
    const evidence = found.map((one) =>
      evidenceOf(id, one, {
        threshold: stillFalls * loss,
        source: "3 % of the loss in two epochs: a proposal",
        text: `Two more epochs at ${words[one.quantity as keyof typeof words]} lower the training loss by ${one.value.toPrecision(2)} (from ${loss.toPrecision(3)}).`,
      }),
    );
    return { state: "present", severity: Math.min(1, 0.3 + found[0]!.value / loss), evidence: [...evidence, ...curve] };
  },
});
