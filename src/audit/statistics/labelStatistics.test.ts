import { expect, test } from "vitest";
import reference from "../../../test/fixtures/audit.json" with { type: "json" };
import { draws } from "../../base/random.ts";
import { averagePrecision } from "./averagePrecision.ts";
import { confidentLearning } from "./confidentLearning.ts";
import { noiseFloor } from "./noiseFloor.ts";

test("average precision is scikit-learn's, ties and all", () => {
  const { scores, positive, value } = reference.precision;
  expect(averagePrecision(scores, positive)).toBeCloseTo(value, 12);
  expect(averagePrecision([0.1, 0.2], [0, 0])).toBeNull();
});

test("thresholds, joint and noise are those of confident learning's definition", () => {
  const { probabilities, labels, thresholds, joint, noise } = reference.confident;
  const found = confidentLearning(probabilities, labels, 3);
  thresholds.forEach((value, j) => {
    expect(found.thresholds[j]).toBeCloseTo(value, 10);
  });
  expect([...found.confidentJoint]).toEqual(joint);
  expect(found.noise).toBeCloseTo(noise, 10);
  expect(found.suspects).toHaveLength(joint.reduce((sum, value, at) => sum + (at % 4 === 0 ? 0 : value), 0));
});

/** Labels drawn from a network's own probabilities, then a share replaced by other classes. */
function labelled(noise: number, hardness: number, seed: number) {
  const classes = 5;
  const rng = draws(seed, "noise floor");
  const n = 800;
  const logits = Array.from({ length: n * classes }, () => rng.normal(0, hardness));
  const labels = Array.from({ length: n }, (_, row) => {
    const weights = logits.slice(row * classes, (row + 1) * classes).map(Math.exp);
    let left = rng.uniform(
      0,
      weights.reduce((sum, value) => sum + value, 0),
    );
    let label = 0;
    while (label < classes - 1 && left > weights[label]!) {
      left -= weights[label]!;
      label += 1;
    }
    return rng.chance(noise) ? (label + 1 + rng.below(classes - 1)) % classes : label;
  });
  // The network is twice as sure as it should be.
  return { logits: logits.map((value) => 2 * value), labels, classes };
}

test("the noise floor finds the share of wrong labels and the temperature", () => {
  const { logits, labels, classes } = labelled(0.1, 4, 1);
  const { share, interval, temperature } = noiseFloor(logits, labels, classes);
  expect(interval[0]).toBeLessThanOrEqual(0.1);
  expect(interval[1]).toBeGreaterThanOrEqual(0.1);
  expect(interval[0]).toBeGreaterThan(0.03);
  expect(share).toBeGreaterThan(0.05);
  expect(temperature).toBeGreaterThan(1.5);
  expect(temperature).toBeLessThan(2.6);
});

test.each([4, 1.5, 0.7])("right labels have no floor under them, however hard the photos (%d)", (hardness) => {
  for (let seed = 0; seed < 5; seed += 1) {
    const { logits, labels, classes } = labelled(0, hardness, seed);
    expect(noiseFloor(logits, labels, classes).interval[0]).toBeLessThan(0.03);
  }
});
