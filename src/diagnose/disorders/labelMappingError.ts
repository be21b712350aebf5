import { calibrated } from "../calibrated.ts";
import { defineDisorder } from "../disorder.ts";
import type { Evidence } from "../evidence.ts";
import { evidenceOf, hasSymptom, probedOf } from "../facts.ts";
import { percent } from "../symptoms/wording.ts";

const id = "label-mapping-error";
/** Accuracy over shuffled labels that photos with their own labels give a simple classifier at least. */
export const leastSignal = 0.03;
/** Renaming the classes of validation explains this much more. */
const renamed = 0.3;

/** Labels that do not belong to their photos: shuffled, shifted, or other names in validation than in training. */
export const labelMappingError = defineDisorder({
  id,
  kind: "root-cause",
  summary: "labels do not belong to their photos: shuffled, shifted, or named otherwise in another part",
  neighbours: [
    { id: "lr-too-low", apart: "a few photos are learnt by heart at once" },
    { id: "class-frequency-imbalance", apart: "no class is recognised, common ones neither" },
  ],
  remedies: [],
  byHand:
    "Mend the labels, or what pairs them with the photos: wrasse audit PHOTOS shows those that are likeliest wrong.",
  placebo: "random-erasing",
  examine: (facts) => {
    const isSick = hasSymptom(facts, "stuck", "weak", "memorises");
    if (!isSick) return { state: "absent", severity: 0, evidence: [] };
    const found: Evidence[] = [];
    const gain = probedOf(facts, "relabelled-gain")[0];
    if (gain !== undefined && gain.value >= renamed) {
      found.push(
        evidenceOf(id, gain, {
          threshold: renamed,
          source: "proposal: chance renaming gains little on 50 photos or more",
          text: `With its classes renamed, validation is ${percent(gain.value)} more often right: training and validation name them otherwise.`,
        }),
      );
    }
    const signal = probedOf(facts, "label-signal")[0];
    if (signal === undefined && found.length === 0) {
      return { state: "possible", severity: 0, evidence: [], next: "label-signal" };
    }
    const isSilent =
      signal !== undefined && (signal.interval?.[0] ?? signal.value) < leastSignal && signal.value < 0.06;
    if (signal !== undefined && isSilent) {
      found.push(
        evidenceOf(id, signal, {
          threshold: leastSignal,
          source: calibrated,
          text: `Colours and shapes tell a simple classifier no more of these labels (${percent(signal.value)}) than of shuffled ones.`,
        }),
      );
    }
    if (found.length === 0) return { state: "absent", severity: 0, evidence: [] };
    return {
      state: "present",
      severity: 1,
      evidence: found,
      against: ["lr-too-low", "lr-too-high", "bad-init-scale", "plateau-or-undertrained"],
    };
  },
});
