import { calibrated } from "../calibrated.ts";
import { defineDisorder } from "../disorder.ts";
import type { Evidence } from "../evidence.ts";
import { evidenceOf, type Facts, hasSymptom, hindered, probedOf, probedValue } from "../facts.ts";
import { percent } from "../symptoms/wording.ts";
import { isBornDead } from "./dyingRelu.ts";
import { hardlyAny, learnsOver, type UsefulRates, usefulRates } from "./rates.ts";
import { bornSaturated, mostlySaturated } from "./saturatingActivation.ts";

const id = "bad-init-scale";
/** A loss of knowing nothing is near chance; far above it the first answers are sure and wrong. */
export const sureAndWrong = 3;
/** The signal between photos grows or shrinks by this from the first activation to the last. */
export const farFromOne = 30;
const source = calibrated;

/** First weights or biases too small, too large or too far off: no learning rate helps, another initialisation does. */
export const badInitScale = defineDisorder({
  id,
  kind: "root-cause",
  summary: "first weights or biases too small, too large or too far off, so that signals die out or blow up",
  neighbours: [
    { id: "lr-too-high", apart: "no rate of the range test descends from these weights, while it does from He's" },
    { id: "lr-too-low", apart: "the same" },
    { id: "bad-init-symmetry", apart: "units differ from each other" },
    { id: "input-unscaled", apart: "the photos come at a usual scale" },
  ],
  causes: ["dying-relu", "vanishing-gradient", "saturating-activation"],
  remedies: ["he-init", "batch-norm-before-activation"],
  placebo: "random-erasing",
  examine: (facts) => {
    if (!hasSymptom(facts, ...hindered)) {
      return { state: "absent", severity: 0, evidence: [] };
    }
    const signs: Evidence[] = [];
    const initial = probedOf(facts, "initial-loss")[0];
    const chance = probedValue(facts, "chance-loss");
    if (initial !== undefined && chance !== undefined && !(initial.value < sureAndWrong * chance)) {
      signs.push(
        evidenceOf(id, initial, {
          threshold: sureAndWrong * chance,
          source,
          text: `The first loss is ${initial.value.toPrecision(3)}, where knowing nothing gives ${chance.toPrecision(3)}.`,
        }),
      );
    }
    const ratio = probedOf(facts, "signal-ratio", { weights: "first" })[0];
    if (ratio !== undefined && (ratio.value > farFromOne || ratio.value < 1 / farFromOne)) {
      signs.push(
        evidenceOf(id, ratio, {
          threshold: ratio.value > 1 ? farFromOne : 1 / farFromOne,
          source,
          text: `From the first activation to the last, what differs between photos changes by a factor of ${ratio.value.toExponential(1)}.`,
        }),
      );
    }
    const dead = probedOf(facts, "dead-share", { weights: "first" }).toSorted((a, b) => b.value - a.value)[0];
    if (dead !== undefined && isBornDead(facts)) {
      signs.push(
        evidenceOf(id, dead, {
          threshold: 0.99,
          source: "a layer that is dead before the first step cannot have died of the rate",
          text: `${percent(dead.value)} of the units of ${dead.layer} are dead at the first weights.`,
        }),
      );
    }
    const saturated = bornSaturated(facts);
    if (saturated !== undefined) {
      signs.push(
        evidenceOf(id, saturated, {
          threshold: mostlySaturated,
          source: "what stands at its ends before the first step cannot have come there by the rate",
          text: `${percent(saturated.value)} of what ${saturated.layer} gives at the first weights stands where its slope is nearly gone.`,
        }),
      );
    }
    const rates = usefulRates(facts);
    // Before the first step no rate has done anything yet; unless He's weights fare no better, it is these weights.
    const isBorn = isBornDead(facts) || saturated !== undefined;
    if (isBorn && (rates === undefined || rates.twinDescending >= learnsOver)) {
      const evidence = rates === undefined ? signs : [descends(facts, rates), ...signs];
      return { state: "present", severity: 1, evidence, against: ["lr-too-low", "lr-too-high"] };
    }
    if (rates === undefined) {
      return {
        state: "possible",
        severity: signs.length > 0 ? 0.5 : 0,
        evidence: signs,
        next: "learning-rate-range",
      };
    }
    const decisive = descends(facts, rates);
    const isBlocked = rates.descending <= hardlyAny || rates.descending < rates.twinDescending / 3;
    if (isBlocked && rates.twinDescending >= learnsOver) {
      return {
        state: "present",
        severity: Math.min(1, 1 - rates.descending / Math.max(rates.twinDescending, 1e-9)),
        evidence: [decisive, ...signs],
        against: ["lr-too-low", "lr-too-high"],
      };
    }
    if (rates.descending > hardlyAny) return { state: "absent", severity: 0, evidence: [decisive] };
    // Neither learns: activations, depth or the photos are in the way of both.
    return { state: signs.length > 0 ? "possible" : "absent", severity: 0.3, evidence: [decisive, ...signs] };
  },
});

/** At how many rates the loss falls, from the training's first weights and from He's. */
function descends(facts: Facts, { descending, twinDescending }: UsefulRates): Evidence {
  const share = probedOf(facts, "descending-rate-share", { weights: "first" })[0]!;
  return evidenceOf(id, share, {
    threshold: hardlyAny,
    source: "bound of case 3; the twin shows what the net can do",
    text: `From these first weights the loss falls at ${percent(descending)} of the rates tried, from He's at ${percent(twinDescending)}.`,
  });
}
