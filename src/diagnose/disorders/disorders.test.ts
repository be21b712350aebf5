import { describe, expect, test } from "vitest";
import { factsFor, falls, learnsAt, probed, stuck, weak } from "../../../test/support/facts.ts";
import { consult, opinionsOn } from "../consult.ts";
import type { Facts } from "../facts.ts";
import { disorders, findDisorder } from "./index.ts";

const dead = probed("dead-share", 1, { layer: "3.relu" });
const bornDead = probed("dead-share", 1, { layer: "3.relu", weights: "first" });
const bornAlive = probed("dead-share", 0.3, { layer: "3.relu", weights: "first" });
const noRate = [
  probed("descending-rate-share", 0, { weights: "first", n: 3 }),
  probed("descending-rate-share", 0.4, { weights: "twin", n: 3 }),
];
const usualInput = [probed("input-mean", 0.01, { weights: "none" }), probed("input-deviation", 1, { weights: "none" })];
const ownLabels = probed("label-signal", 0.4, { weights: "none", interval: [0.35, 0.45] });
const usual = [...usualInput, ownLabels, probed("identical-units-share", 0, { weights: "first", layer: "0.conv2d" })];
const bornAlike = [
  ...noRate,
  ...usualInput,
  ownLabels,
  probed("identical-units-share", 1, { weights: "first", layer: "0.conv2d" }),
];

function named(facts: Facts) {
  const { verdict, findings } = consult(facts, opinionsOn(facts));
  const [first] = findings;
  return { verdict, mechanism: first?.mechanism ?? null, rootCause: first?.rootCause ?? null };
}

/** What has each disorder, and what is to be said of it. */
const sick: readonly (readonly [what: string, facts: Facts, mechanism: string | null, rootCause: string | null])[] = [
  ["a net born dead", factsFor(stuck, dead, bornDead, ...noRate, ...usual), "dying-relu", "bad-init-scale"],
  [
    "a net born alive that dies at every rate",
    factsFor(stuck, dead, bornAlive, ...noRate, ...usual),
    "dying-relu",
    "bad-init-scale",
  ],
  [
    "a net that dies of its rate",
    factsFor(stuck, dead, bornAlive, ...learnsAt(0.0005), ...falls(0, 0, 0), ...usual),
    "dying-relu",
    "lr-too-high",
  ],
  [
    "a rate far too low",
    factsFor(
      { ...weak, config: { optimizer: { name: "sgd", learningRate: 1e-6 } } },
      ...learnsAt(0.01),
      ...falls(0.005, 0.001, 0.2),
      ...usual,
    ),
    "plateau-or-undertrained",
    "lr-too-low",
  ],
  [
    "a loss that is not finite",
    factsFor({ ...stuck, loss: [2, 9, Number.NaN] }, ...learnsAt(0.0001), ...usual),
    null,
    "lr-too-high",
  ],
  [
    "first weights far too wide",
    factsFor(
      { ...stuck, loss: [40, Number.NaN] },
      probed("initial-loss", 900, { weights: "first" }),
      probed("chance-loss", 1.1, { weights: "none" }),
      ...noRate,
      ...usual,
    ),
    null,
    "bad-init-scale",
  ],
  ["units that begin alike", factsFor(stuck, ...bornAlike), null, "bad-init-symmetry"],
  [
    "first weights far too wide, whose answers are sure of what is wrong, though many are right",
    factsFor({ loss: [2000, 400, 200, 120, 100], accuracy: [0.4, 0.5, 0.6, 0.7, 0.72] }, ...noRate, ...usual),
    null,
    "bad-init-scale",
  ],
  [
    "units that begin alike and run away",
    factsFor({ ...stuck, loss: [2, 9, Number.NaN], accuracy: [0.4, 0.5] }, ...bornAlike),
    null,
    "bad-init-symmetry",
  ],
  [
    "raw bytes",
    factsFor(
      stuck,
      ...noRate,
      probed("input-mean", 110, { weights: "none" }),
      probed("input-deviation", 60, { weights: "none" }),
      ownLabels,
    ),
    null,
    "input-unscaled",
  ],
  [
    "raw bytes that slow a training down",
    factsFor(
      { firstLoss: 300, accuracy: [0.4, 0.5, 0.6, 0.7, 0.75] },
      probed("input-mean", 110, { weights: "none" }),
      probed("input-deviation", 60, { weights: "none" }),
      ownLabels,
    ),
    null,
    "input-unscaled",
  ],
  [
    "shuffled labels that are learnt by heart",
    factsFor(
      { validationAccuracy: 0.3 },
      ...usualInput,
      probed("label-signal", 0.005, { weights: "none", interval: [-0.02, 0.03] }),
    ),
    null,
    "label-mapping-error",
  ],
  [
    "a gradient that vanishes",
    factsFor(
      stuck,
      probed("dead-share", 0, { layer: "1.relu" }),
      probed("gradient-ratio", 1e-6, { weights: "first" }),
      probed("descending-rate-share", 0, { weights: "first" }),
      probed("descending-rate-share", 0, { weights: "twin" }),
      ...falls(0, 0, 0),
      ...usual,
    ),
    "vanishing-gradient",
    null,
  ],
  [
    "saturated units",
    factsFor(
      stuck,
      probed("saturated-units-share", 0.9, { layer: "1.sigmoid" }),
      probed("gradient-ratio", 0.1, { weights: "first" }),
      probed("dead-share", 0, { layer: "1.relu" }),
      ...learnsAt(0.03),
      ...falls(0, 0, 0),
      ...usual,
    ),
    "saturating-activation",
    null,
  ],
  [
    "units saturated by the first weights, whatever the rate",
    factsFor(
      weak,
      probed("saturated-units-share", 0.9, { layer: "1.tanh" }),
      probed("saturated-units-share", 0.9, { layer: "1.tanh", weights: "first" }),
      probed("gradient-ratio", 0.1, { weights: "first" }),
      ...learnsAt(0.03),
      ...falls(0, 0, 0),
      ...usual,
    ),
    "saturating-activation",
    "bad-init-scale",
  ],
  [
    "too few epochs",
    factsFor(
      weak,
      probed("dead-share", 0.1, { layer: "1.relu" }),
      probed("gradient-ratio", 0.3, { weights: "first" }),
      ...learnsAt(0.03),
      ...falls(0.2, 0.1, 0.1),
      ...usual,
    ),
    "plateau-or-undertrained",
    null,
  ],
  [
    "a gradient that vanished before units came to saturate",
    factsFor(
      weak,
      probed("saturated-units-share", 0.6, { layer: "1.sigmoid" }),
      probed("saturated-units-share", 0.1, { layer: "1.sigmoid", weights: "first" }),
      probed("gradient-ratio", 1e-5, { weights: "first" }),
      ...learnsAt(0.03),
      ...falls(0, 0, 0),
      ...usual,
    ),
    "vanishing-gradient",
    null,
  ],
  [
    "two epochs that came to more than half of what there is to learn, and were on their way",
    factsFor(
      { loss: [1.9, 1.5], accuracy: [0.5, 0.7] },
      probed("dead-share", 0.1, { layer: "1.relu" }),
      probed("gradient-ratio", 0.3, { weights: "first" }),
      ...learnsAt(0.03),
      ...falls(0.2, 0.1, 0.1),
      ...usual,
    ),
    "plateau-or-undertrained",
    null,
  ],
  [
    "uneven classes of which only the commonest is named",
    factsFor(
      { loss: [0.8, 0.8, 0.8], accuracy: [0.9, 0.9, 0.91], photos: [200, 10, 10] },
      probed("likeliest-answer-share", 0.99, { weights: "kept" }),
      probed("dead-share", 0.1, { layer: "3.relu" }),
      probed("gradient-ratio", 0.3, { weights: "first" }),
      ...learnsAt(0.03),
      ...falls(0.001, 0, 0.2),
      ...usual,
    ),
    null,
    "class-frequency-imbalance",
  ],
  [
    "rare classes that are never named",
    factsFor({ photos: [300, 300, 12], recall: [0.9, 0.95, 0] }),
    null,
    "class-frequency-imbalance",
  ],
];

describe("each disorder is named where it is", () => {
  test.each(sick)("%s", (_, facts, mechanism, rootCause) => {
    expect(named(facts)).toEqual({ verdict: "sick", mechanism, rootCause });
  });
});

describe("a training that works is healthy", () => {
  test.each([
    ["nothing measured", factsFor({})],
    ["more than half of a layer's units dead", factsFor({}, probed("dead-share", 0.6, { layer: "3.relu" }))],
    ["a dead layer beside which the net learns", factsFor({}, dead)],
    ["uneven classes that are all recognised", factsFor({ photos: [300, 300, 20], recall: [0.95, 0.9, 0.8] })],
    [
      "logits that begin alike",
      factsFor({}, probed("identical-units-share", 1, { weights: "first", layer: "6.dense" })),
    ],
    ["raw bytes that a batch norm takes", factsFor({}, probed("input-deviation", 60, { weights: "none" }))],
  ])("%s", (_, facts) => {
    expect(named(facts)).toEqual({ verdict: "healthy", mechanism: null, rootCause: null });
  });
});

test("symptoms that nothing explains are left undecided, with the probe to do next", () => {
  const facts = factsFor(weak);
  const { verdict, findings } = consult(facts, opinionsOn(facts));
  expect(verdict).toBe("undecided");
  expect(findings[0]).toMatchObject({ verdict: "undecided", rootCause: null });
  expect(findings[0]!.next).not.toBeNull();
});

test("a disorder that neighbours another names one that exists, and every remedy and placebo has an id", () => {
  for (const { neighbours, causes = [], remedies, placebo } of disorders) {
    for (const { id } of neighbours) expect(findDisorder(id)?.id).toBe(id);
    for (const id of causes) expect(findDisorder(id)?.kind).toBe("mechanism");
    for (const id of [...remedies, placebo]) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  }
});

test("each piece of evidence is a sentence with its number, threshold and source", () => {
  for (const [, facts] of sick) {
    for (const { evidence } of consult(facts, opinionsOn(facts)).findings) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const { text, source, unit } of evidence) {
        expect(text).toMatch(/^[A-Z0-9].*\.$/);
        expect(source).not.toBe("");
        expect(unit).not.toBe("");
      }
    }
  }
});
