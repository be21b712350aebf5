import { defineDisorder } from "../disorder.ts";
import { evidenceOf, hasSymptom, hindered, probedOf } from "../facts.ts";
import { percent } from "../symptoms/wording.ts";

const id = "bad-init-symmetry";
/** Random numbers of float32 give no two units alike. */
const allAlike = 0.99;

/** Units that begin alike get the same gradient and stay alike: the layer is one unit. */
export const badInitSymmetry = defineDisorder({
  id,
  kind: "root-cause",
  summary: "units of a layer begin with the same weights, so that they stay the same unit for ever",
  neighbours: [
    { id: "dying-relu", apart: "units are alike, not dead: random first weights cure at the same bias" },
    { id: "bad-init-scale", apart: "the units do not differ at all" },
  ],
  causes: ["dying-relu", "vanishing-gradient"],
  remedies: ["he-init"],
  placebo: "random-erasing",
  examine: (facts) => {
    const measured = probedOf(facts, "identical-units-share", { weights: "first" });
    if (measured.length === 0) {
      return hasSymptom(facts, ...hindered)
        ? { state: "possible", severity: 0, evidence: [], next: "initial-state" }
        : { state: "absent", severity: 0, evidence: [] };
    }
    // Logits that all begin alike are harmless: each class has its own gradient.
    const logits = facts.record.facts.layers?.findLast(({ weights }) => weights.length > 0)?.place;
    const alike = measured.filter(({ value, layer }) => value >= allAlike && layer !== logits);
    if (alike.length === 0 || !hasSymptom(facts, ...hindered)) {
      return { state: "absent", severity: 0, evidence: [] };
    }
    const [first] = alike;
    return {
      state: "present",
      severity: alike.length / Math.max(1, measured.length - 1),
      layer: first!.layer,
      evidence: [
        evidenceOf(id, first!, {
          threshold: allAlike,
          source: "units of random weights are never alike",
          text: `${percent(first!.value)} of the units of ${first!.layer} begin with the same weights${alike.length > 1 ? `, and so in ${alike.length - 1} more layers` : ""}.`,
        }),
      ],
      against: ["bad-init-scale", "lr-too-low", "lr-too-high"],
    };
  },
});
