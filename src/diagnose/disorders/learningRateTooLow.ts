import { median } from "../../base/averages.ts";
import { byLayer, lastFinite } from "../../train/record/record.ts";
import { defineDisorder } from "../disorder.ts";
import type { Evidence } from "../evidence.ts";
import { evidenceOf, type Facts, hasSymptom, probedOf } from "../facts.ts";
import { fallsOf, setRate, usefulRates } from "./rates.ts";

const id = "lr-too-low";
/** A step of this share of the weights hardly moves them: cs231n takes 1e-3 for healthy. */
const tinyUpdate = 1e-4;
/** Ten times the rate makes the loss fall this many times as fast. */
const muchFaster = 3;
/** And by this share of the loss at least, in two epochs. */
const worthwhile = 0.05;

/** Steps so short that the training comes nowhere in the epochs that it has. */
export const learningRateTooLow = defineDisorder({
  id,
  kind: "root-cause",
  summary: "steps so short that the training comes nowhere in the epochs that it has",
  neighbours: [
    { id: "bad-init-scale", apart: "from the same weights a higher rate descends" },
    { id: "plateau-or-undertrained", apart: "ten times the rate is many times as fast, not only more epochs" },
    { id: "vanishing-gradient", apart: "gradients come through" },
  ],
  causes: ["plateau-or-undertrained"],
  remedies: ["learning-rate-from-range-test", "raise-learning-rate"],
  placebo: "random-erasing",
  examine: (facts) => {
    // Of a log, whose rate nobody knows, an unfinished curve tells nothing of the rate.
    const isUnfinished = hasSymptom(facts, "unfinished") && facts.config !== undefined;
    if (!isUnfinished && !hasSymptom(facts, "stuck", "weak", "late")) {
      return { state: "absent", severity: 0, evidence: [] };
    }
    const set = setRate(facts.config);
    const { same, higher } = fallsOf(facts);
    const rates = usefulRates(facts);
    const update = smallUpdates(facts);
    if (rates === undefined || higher === undefined || same === undefined) {
      const next = rates === undefined ? "learning-rate-range" : "continue-training";
      return { state: "possible", severity: update.length > 0 ? 0.3 : 0, evidence: update, next };
    }
    const loss = lastFinite(facts.course.trainLoss) ?? Number.NaN;
    const isFaster =
      (higher.interval?.[0] ?? higher.value) > Math.max(0, same.interval?.[1] ?? same.value) &&
      higher.value > muchFaster * Math.max(same.value, 0) &&
      higher.value > worthwhile * loss;
    const faster = evidenceOf(id, higher, {
      threshold: Math.max(muchFaster * Math.max(same.value, 0), worthwhile * loss),
      source: "three times the fall at the training's own rate, and 5 % of the loss: a proposal",
      text: `From the last weights two epochs at ten times the rate lower the loss by ${higher.value.toPrecision(2)}, at the training's own rate by ${same.value.toPrecision(2)}.`,
    });
    const lowest = probedOf(facts, "lowest-useful-rate", { weights: "first" })[0];
    const isBelow = set !== undefined && lowest !== undefined && set < lowest.value;
    const below =
      lowest === undefined || set === undefined
        ? []
        : [
            evidenceOf(id, lowest, {
              threshold: set,
              source: "the config's learning rate",
              text: `In the range test the loss begins to fall at ${lowest.value.toPrecision(2)}; the training's rate is ${set}.`,
            }),
          ];
    if (isFaster || (isBelow && hasSymptom(facts, "stuck") && rates.descending > 0.15 && higher.value > same.value)) {
      const far = set === undefined || rates.suggested === undefined ? 1 : Math.log10(rates.suggested / set) / 3;
      return {
        state: "present",
        severity: Math.min(1, Math.max(0.3, far)),
        evidence: [faster, ...below, ...update],
        against: ["bad-init-scale", "lr-too-high", "vanishing-gradient"],
      };
    }
    return { state: "absent", severity: 0, evidence: [faster, ...below] };
  },
});

function smallUpdates(facts: Facts): Evidence[] {
  const medians = byLayer(facts.record, "update-ratio").map(({ layer, points }) => ({
    layer,
    value: median(points.map(({ value }) => value)),
  }));
  const [first, ...others] = medians;
  if (first === undefined) return [];
  const largest = others.reduce((most, one) => (one.value > most.value ? one : most), first);
  if (largest.value >= tinyUpdate) return [];
  return [
    {
      for: id,
      quantity: "update-ratio",
      value: largest.value,
      interval: null,
      threshold: tinyUpdate,
      unit: "fraction",
      source: "cs231n (Karpathy): about 1e-3 is usual",
      text: `A step moves the weights of ${largest.layer}, the fastest layer, by ${largest.value.toExponential(1)} of their length (median).`,
    },
  ];
}
