import { seriesOf } from "../../train/record/record.ts";
import { defineDisorder } from "../disorder.ts";
import { evidenceOf, type Facts, hasSymptom, probedOf } from "../facts.ts";
import { bornSaturated } from "./saturatingActivation.ts";

const id = "vanishing-gradient";
/** AutoTrainer's bound for the ratio of first to last layer; here of gradients by pre-activations. */
export const leastGradientRatio = 1e-3;
const source = "AutoTrainer's 1e-3, here at pre-activations";

/** The gradient shrinks from layer to layer on its way down, so that the first layers hardly learn. */
export const vanishingGradient = defineDisorder({
  id,
  kind: "mechanism",
  summary: "gradients shrink from layer to layer, so that the first layers hardly learn",
  neighbours: [
    { id: "dying-relu", apart: "the gradient is small and not 0, and units answer" },
    { id: "bad-init-scale", apart: "it stays with He's initialisation" },
    { id: "plateau-or-undertrained", apart: "the gradient is small in the first layers only" },
  ],
  remedies: ["relu-for-sigmoid", "batch-norm-before-activation", "he-init"],
  placebo: "random-erasing",
  examine: (facts) => {
    if (!hasSymptom(facts, "stuck", "weak", "late")) return { state: "absent", severity: 0, evidence: [] };
    const first = probedOf(facts, "gradient-ratio", { weights: "first" })[0];
    if (first === undefined) return fromRecord(facts);
    const text = `At the first weights the gradient by what the first activation takes is ${first.value.toExponential(1)} of that of the last.`;
    const evidence = [evidenceOf(id, first, { threshold: leastGradientRatio, source, text })];
    // Exactly 0 is no shrinking: something blocks it.
    if (first.value >= leastGradientRatio || first.value === 0) return { state: "absent", severity: 0, evidence };
    const layer = facts.record.facts.layers?.find(({ isActivation }) => isActivation)?.place;
    return {
      state: "present",
      severity: Math.min(1, Math.log10(leastGradientRatio / first.value) / 3 + 0.5),
      layer,
      evidence,
      // What came to saturate afterwards was not first.
      against: ["dying-relu", ...(bornSaturated(facts) === undefined ? ["saturating-activation"] : [])],
    };
  },
});

function fromRecord({ record }: Facts): ReturnType<(typeof vanishingGradient)["examine"]> {
  const flows = seriesOf(record, "pre-activation-gradient-norm");
  const [first, last] = [flows[0]?.points[0]?.value, flows.at(-1)?.points[0]?.value];
  if (first === undefined || last === undefined || flows.length < 3) {
    return { state: "possible", severity: 0, evidence: [], next: "gradient-flow" };
  }
  const value = last === 0 ? Number.NaN : first / last;
  const text = `In the first step the gradient by what the first activation takes was ${value.toExponential(1)} of that of the last layer.`;
  const unit = "ratio";
  const evidence = [
    {
      for: id,
      quantity: "pre-activation-gradient-norm",
      value,
      interval: null,
      threshold: leastGradientRatio,
      unit,
      source,
      text,
    },
  ];
  return value < leastGradientRatio && value > 0
    ? { state: "possible", severity: 0.5, layer: flows[0]!.subject, evidence, next: "gradient-flow" }
    : { state: "absent", severity: 0, evidence };
}
