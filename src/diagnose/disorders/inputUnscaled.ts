import { defineDisorder } from "../disorder.ts";
import { evidenceOf, hasSymptom, hindered, probedOf } from "../facts.ts";

const id = "input-unscaled";
/** Raw bytes have a mean near 100 and a deviation near 60; the usual scales (0..1, -1..1, standardised) stay within these. */
const farMean = 2;
export const wide = 5;
const narrow = 0.02;
const source = "the scales 0..1, -1..1 and standardised photos stay within it; raw bytes are at about 60";

/** Photos that come to the network far from mean 0 and deviation 1. */
export const inputUnscaled = defineDisorder({
  id,
  kind: "root-cause",
  summary: "photos come to the network far from mean 0 and deviation 1, such as raw bytes",
  neighbours: [{ id: "lr-too-high", apart: "scaling alone cures at the same learning rate" }],
  causes: ["dying-relu", "saturating-activation", "vanishing-gradient"],
  remedies: ["input-scaling"],
  placebo: "random-erasing",
  examine: (facts) => {
    const isSick = hasSymptom(facts, ...hindered);
    const mean = probedOf(facts, "input-mean")[0];
    const deviation = probedOf(facts, "input-deviation")[0];
    if (mean === undefined || deviation === undefined) {
      return isSick
        ? { state: "possible", severity: 0, evidence: [], next: "initial-state" }
        : { state: "absent", severity: 0, evidence: [] };
    }
    const text = `The photos come to the network with mean ${mean.value.toPrecision(3)} and deviation ${deviation.value.toPrecision(3)}.`;
    const isFar = Math.abs(mean.value) > farMean || deviation.value > wide || deviation.value < narrow;
    const evidence = [
      evidenceOf(id, mean, { threshold: farMean, source, text }),
      evidenceOf(id, deviation, { threshold: deviation.value < narrow ? narrow : wide, source, text }),
    ];
    if (!isFar || !isSick) return { state: "absent", severity: 0, evidence };
    return { state: "present", severity: 1, evidence, against: ["lr-too-high", "bad-init-scale"] };
  },
});
