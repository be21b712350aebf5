import { calibrated } from "../calibrated.ts";
import { defineDisorder } from "../disorder.ts";
import { evidenceOfSymptom } from "../evidence.ts";
import { evidenceOf, hasSymptom, probedOf } from "../facts.ts";
import { percent } from "../symptoms/wording.ts";
import { deadLayer } from "./dyingRelu.ts";

const id = "class-frequency-imbalance";
/** DISORDERS 28: the commonest class has ten times the photos of the rarest; 5 is where neglect was first seen. */
const uneven = 5;
/** DISORDERS 28 and SageMaker Debugger: from here on always naming the commonest class pays. */
const veryUneven = 10;
export const oneAnswer = 0.9;

/** Some classes have so few photos beside others that naming a common one pays better. */
export const classFrequencyImbalance = defineDisorder({
  id,
  kind: "root-cause",
  summary: "some classes have few photos beside others and are hardly ever named",
  neighbours: [
    { id: "dying-relu", apart: "units answer, and common classes are recognised" },
    { id: "label-mapping-error", apart: "common classes are recognised" },
  ],
  causes: ["plateau-or-undertrained"],
  remedies: ["balanced-batches"],
  byHand: "Photograph more of the rare classes: a few photos of a class shown more often are still a few photos.",
  placebo: "random-erasing",
  examine: (facts) => {
    const classes = (facts.record.facts.classes ?? []).filter(({ photos }) => photos.train > 0);
    const counts = classes.map(({ photos }) => photos.train);
    if (classes.length === 0) return { state: "absent", severity: 0, evidence: [] };
    const [most, fewest] = [Math.max(...counts), Math.min(...counts)];
    const ratio = most / fewest;
    const rare = classes.find(({ photos }) => photos.train === fewest)!;
    const count = {
      for: id,
      quantity: "class-count-ratio",
      value: ratio,
      interval: null,
      threshold: uneven,
      unit: "ratio",
      source: "a proposal; 10 in DISORDERS 28",
      text: `The commonest class has ${most} training photos, ${rare.name} ${fewest}.`,
    } as const;
    if (ratio < uneven) return { state: "absent", severity: 0, evidence: [count] };
    const neglect = facts.symptoms.find((symptom) => symptom.id === "neglects-classes");
    if (neglect !== undefined && !hasSymptom(facts, "stuck", "loss-not-finite")) {
      return {
        state: "present",
        severity: Math.min(1, 1 - neglect.value),
        class: rare.name,
        evidence: [evidenceOfSymptom(neglect, id), count],
      };
    }
    if (!hasSymptom(facts, "stuck", "weak")) return { state: "absent", severity: 0, evidence: [count] };
    const answers = probedOf(facts, "likeliest-answer-share")[0];
    if (answers === undefined) return { state: "possible", severity: 0, evidence: [count], next: "answers" };
    const text = `${percent(answers.value)} of the photos get one and the same answer.`;
    const same = evidenceOf(id, answers, { threshold: oneAnswer, source: calibrated, text });
    // A dead net names the commonest class, too.
    const isDead = probedOf(facts, "dead-share", { weights: "kept" }).some(({ value }) => value >= deadLayer);
    if (isDead || answers.value < oneAnswer) return { state: "absent", severity: 0, evidence: [count, same] };
    const severity = Math.min(1, ratio / 50);
    if (ratio < veryUneven) return { state: "possible", severity, class: rare.name, evidence: [count, same] };
    return {
      state: "present",
      severity,
      class: rare.name,
      evidence: [same, count],
      against: ["lr-too-low", "plateau-or-undertrained"],
    };
  },
});
