import type { Probed } from "../../probe/active/activeProbe.ts";
import { defineDisorder } from "../disorder.ts";
import { evidenceOf, type Facts, hasSymptom, hindered, probedOf } from "../facts.ts";
import { percent } from "../symptoms/wording.ts";

const id = "saturating-activation";
/** DeepDiagnosis and SageMaker take half of the outputs. */
export const mostlySaturated = 0.5;

/** What stands at its ends at the first weights already, the worst layer; undefined where no layer mostly does. */
export function bornSaturated(facts: Facts): Probed | undefined {
  return probedOf(facts, "saturated-units-share", { weights: "first" })
    .filter(({ value }) => value >= mostlySaturated)
    .reduce<Probed | undefined>((worst, one) => (worst && worst.value >= one.value ? worst : one), undefined);
}

/** Sigmoid or tanh units that stand at their ends, where the slope is nearly 0. */
export const saturatingActivation = defineDisorder({
  id,
  kind: "mechanism",
  summary: "sigmoid or tanh units at their ends, where their slope is nearly 0",
  neighbours: [
    { id: "vanishing-gradient", apart: "most outputs stand at the ends; small slopes in the middle are another thing" },
    { id: "input-unscaled", apart: "a root cause of it: the photos are not near mean 0 and deviation 1" },
  ],
  remedies: ["relu-for-sigmoid", "input-scaling", "he-init", "batch-norm-before-activation", "lower-learning-rate"],
  placebo: "random-erasing",
  examine: (facts) => {
    const measured = probedOf(facts, "saturated-units-share");
    if (measured.length === 0) {
      return hasSymptom(facts, "stuck", "weak", "late")
        ? { state: "possible", severity: 0, evidence: [], next: "initial-state" }
        : { state: "absent", severity: 0, evidence: [] };
    }
    const kept = measured.filter(({ weights }) => weights === "kept");
    const worst = [...(kept.length > 0 ? kept : measured)].sort((a, b) => b.value - a.value)[0]!;
    const evidence = [
      evidenceOf(id, worst, {
        threshold: mostlySaturated,
        source: "half of the outputs, as DeepDiagnosis and SageMaker Debugger have it",
        text: `${percent(worst.value)} of what ${worst.layer} gives stands where its slope is nearly gone.`,
      }),
    ];
    if (worst.value < mostlySaturated || !hasSymptom(facts, ...hindered)) {
      return { state: "absent", severity: 0, evidence };
    }
    return { state: "present", severity: worst.value, layer: worst.layer, evidence, against: ["dying-relu"] };
  },
});
