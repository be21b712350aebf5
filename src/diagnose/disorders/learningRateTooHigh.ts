import { lastFinite } from "../../train/record/record.ts";
import { defineDisorder } from "../disorder.ts";
import type { Evidence } from "../evidence.ts";
import { evidenceOf, hasSymptom, probedOf } from "../facts.ts";
import { deadLayer, isBornDead } from "./dyingRelu.ts";
import { fallsOf, hardlyAny, momentumOf, setRate, usefulRates } from "./rates.ts";

const id = "lr-too-high";
/** A tenth of the rate makes the loss fall by this share more, in two epochs. */
const worthwhile = 0.1;

/** Steps that overshoot: the loss jumps, grows, or units are thrown where no photo reaches them. */
export const learningRateTooHigh = defineDisorder({
  id,
  kind: "root-cause",
  summary: "steps that overshoot: the loss jumps or grows, or units are thrown where no photo reaches them",
  neighbours: [
    { id: "bad-init-scale", apart: "from the same first weights a lower rate descends" },
    { id: "input-unscaled", apart: "the photos come at a usual scale" },
  ],
  causes: ["dying-relu", "saturating-activation", "plateau-or-undertrained"],
  remedies: ["lower-learning-rate", "learning-rate-from-range-test", "default-momentum"],
  placebo: "random-erasing",
  examine: (facts) => {
    if (!hasSymptom(facts, "stuck", "weak", "collapsed", "loss-not-finite", "loss-over-chance")) {
      return { state: "absent", severity: 0, evidence: [] };
    }
    const set = setRate(facts.config);
    const rates = usefulRates(facts);
    if (rates === undefined) return { state: "possible", severity: 0, evidence: [], next: "learning-rate-range" };
    const evidence: Evidence[] = [];
    const highest = probedOf(facts, "highest-useful-rate", { weights: "first" })[0];
    const descends = rates.descending > hardlyAny;
    const isAbove = set !== undefined && highest !== undefined && descends && set > highest.value;
    if (highest !== undefined && set !== undefined) {
      const momentum = momentumOf(facts.config);
      const withMomentum = momentum !== undefined && momentum > 0.9 ? ` (with momentum ${momentum})` : "";
      evidence.push(
        evidenceOf(id, highest, {
          threshold: set,
          source: "the config's learning rate",
          text: `From the same first weights the loss is lowest at ${highest.value.toPrecision(2)} and grows beyond; the training's rate is ${set}${withMomentum}.`,
        }),
      );
    }
    const { same, lower } = fallsOf(facts);
    const diverged = hasSymptom(facts, "loss-not-finite", "collapsed");
    // Of a dead layer a few more epochs tell nothing.
    const isDead = probedOf(facts, "dead-share", { weights: "kept" }).some(({ value }) => value >= deadLayer);
    if (!isAbove && !diverged && !isDead && lower === undefined) {
      return { state: "possible", severity: 0.1, evidence, next: "continue-training" };
    }
    const loss = lastFinite(facts.course.trainLoss) ?? Number.NaN;
    const gain = lower === undefined || same === undefined ? 0 : lower.value - same.value;
    const isSlowerBetter =
      lower !== undefined &&
      same !== undefined &&
      (lower.interval?.[0] ?? lower.value) > (same.interval?.[1] ?? same.value) &&
      gain > worthwhile * loss;
    if (lower !== undefined && same !== undefined) {
      evidence.push(
        evidenceOf(id, lower, {
          threshold: same.value + worthwhile * loss,
          source: "a tenth of the loss more than at the training's own rate: a proposal",
          text: `From the last weights two epochs at a tenth of the rate lower the loss by ${lower.value.toPrecision(2)}, at the training's own by ${same.value.toPrecision(2)}.`,
        }),
      );
    }
    const isNear = set !== undefined && rates.suggested !== undefined && set > 2 * rates.suggested;
    if (
      isAbove ||
      (descends && (diverged || (isDead && !isBornDead(facts)))) ||
      (descends && isNear && isSlowerBetter)
    ) {
      return {
        state: "present",
        severity:
          set === undefined || highest === undefined
            ? 0.7
            : Math.min(1, 0.5 + Math.log10(Math.max(1, set / highest.value)) / 3),
        evidence,
        against: ["bad-init-scale", "lr-too-low"],
      };
    }
    return { state: isSlowerBetter ? "possible" : "absent", severity: isSlowerBetter ? 0.3 : 0, evidence };
  },
});
