import { seriesOf } from "../../train/record/record.ts";
import { defineDisorder, type Examined } from "../disorder.ts";
import type { Evidence } from "../evidence.ts";
import { evidenceOf, type Facts, hasSymptom, probedOf } from "../facts.ts";
import { percent } from "../symptoms/wording.ts";

const id = "dying-relu";
/** CASES.md: every net that stayed stuck had a whole layer dead; 60 % dead does not block one. */
export const deadLayer = 0.99;
const deadSource = "every net that stayed stuck had a whole layer dead, none with 60 % (docs/dying-relu.md)";

/** Units that no photo activates: they give 0, get no gradient, and never learn again. A whole layer of them blocks all below. */
export const dyingRelu = defineDisorder({
  id,
  kind: "mechanism",
  summary: "a layer whose ReLU units give 0 for every photo, so that no gradient passes",
  neighbours: [
    {
      id: "vanishing-gradient",
      apart: "the gradient below is exactly 0, not small, and units are silent for all photos",
    },
    { id: "plateau-or-undertrained", apart: "units are dead on 512 photos or more, not only in a batch" },
    { id: "class-frequency-imbalance", apart: "units are dead for photos of every class" },
  ],
  remedies: [
    "he-init",
    "batch-norm-before-activation",
    "lower-learning-rate",
    "learning-rate-from-range-test",
    "leaky-relu",
    "prelu",
    "elu",
  ],
  placebo: "random-erasing",
  examine: (facts) => {
    const measured = probedOf(facts, "dead-share");
    if (measured.length === 0) return fromBatches(facts);
    const kept = measured.filter(({ weights }) => weights === "kept");
    const last = kept.length > 0 ? kept : measured.filter(({ weights }) => weights === "first");
    const worst = last.reduce<(typeof last)[number] | undefined>(
      (most, one) => (most === undefined || one.value > most.value ? one : most),
      undefined,
    );
    if (worst === undefined) return { state: "absent", severity: 0, evidence: [] };
    const isBlocked = worst.value >= deadLayer && hasSymptom(facts, "stuck", "weak", "loss-not-finite", "collapsed");
    const dead = evidenceOf(id, worst, {
      threshold: deadLayer,
      source: deadSource,
      text: `${percent(worst.value)} of the units of ${worst.layer} are positive for none of ${worst.n} photos${bornText(facts, worst.layer, worst.weights === "first")}.`,
    });
    if (!isBlocked) return { state: "absent", severity: 0, layer: worst.layer, evidence: [dead] };
    return {
      state: "present",
      severity: worst.value,
      layer: worst.layer,
      evidence: [dead, ...blockedBelow(facts, worst.layer)],
      against: ["vanishing-gradient", "plateau-or-undertrained", "saturating-activation", "lr-too-low"],
    };
  },
});

/** The layer was dead at the first weights already. */
export function isBornDead(facts: Facts): boolean {
  return probedOf(facts, "dead-share", { weights: "first" }).some(({ value }) => value >= deadLayer);
}

function bornText(facts: Facts, layer: string | undefined, isFirst: boolean): string {
  if (layer === undefined || isFirst) return "";
  const first = probedOf(facts, "dead-share", { weights: "first", layer })[0]?.value;
  if (first === undefined) return "";
  return first >= deadLayer
    ? "; they were dead from the first weights on"
    : `; at the first weights it was ${percent(first)}`;
}

/** What comes through to the weights below the dead layer. */
function blockedBelow(facts: Facts, layer: string | undefined): Evidence[] {
  const flows = [...probedOf(facts, "gradient-over-twin", { weights: "kept" })];
  const all = flows.length > 0 ? flows : probedOf(facts, "gradient-over-twin", { weights: "first" });
  const order = (facts.record.facts.layers ?? []).map(({ place }) => place);
  const dead = order.indexOf(layer ?? "");
  const below = all.filter((one) => dead >= 0 && one.layer !== undefined && order.indexOf(one.layer) < dead);
  if (below.length === 0) return [];
  const largest = below.reduce((most, one) => (one.value > most.value ? one : most));
  return [
    evidenceOf(id, largest, {
      threshold: 1e-3,
      source: "bound of case 3",
      text: `Below it the weights' gradient is ${largest.value.toExponential(1)} of the He-initialised twin's, at most.`,
    }),
  ];
}

/** A record alone tells of batches: a layer that is silent in each of the last ones may be dead. */
function fromBatches(facts: Facts): Examined {
  const silent = seriesOf(facts.record, "silent-share");
  const zero = silent.length > 0 ? silent : seriesOf(facts.record, "zero-share");
  const isSilent = ({ points }: (typeof zero)[number]): boolean =>
    points.length > 0 && points.slice(-3).every(({ value }) => value >= 0.9999);
  const found = zero.find(isSilent);
  if (zero.length > 0 && found === undefined) return { state: "absent", severity: 0, evidence: [] };
  if (found === undefined) {
    if (!hasSymptom(facts, "stuck", "weak", "loss-not-finite", "collapsed"))
      return { state: "absent", severity: 0, evidence: [] };
    // Nothing was measured of the layers: curves alone neither show it nor rule it out.
    return { state: "possible", severity: 0, evidence: [], next: "dead-units" };
  }
  const value = found.points.at(-1)!.value;
  return {
    state: "possible",
    severity: value,
    layer: found.subject,
    evidence: [
      {
        for: id,
        quantity: found.quantity,
        value,
        interval: null,
        threshold: 0.9999,
        unit: "fraction",
        source: "a batch without a positive unit",
        text: `${found.subject} gave nothing but zeros in the last batches that were looked at.`,
      },
    ],
    next: "dead-units",
  };
}
