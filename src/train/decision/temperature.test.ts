import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { likeliest } from "../metrics/likeliest.ts";
import { fitTemperature, type LabelledLogits, probabilitiesAt, temperatureLimits } from "./temperature.ts";

interface Case {
  readonly classes: number;
  readonly hasSigmoids: boolean;
  readonly logits: readonly number[];
  readonly labels: readonly number[];
  readonly temperature: number;
}

const { temperatures } = JSON.parse(
  readFileSync(new URL("../../../test/fixtures/calibration.json", import.meta.url), "utf8"),
) as { readonly temperatures: readonly Case[] };

/** Logits whose own softmax is the truth: labels are drawn from it. */
function truthful(n: number, classCount: number, seed: number): LabelledLogits {
  const rng = draws(seed, "test:truthful");
  const logits = Array.from({ length: n * classCount }, () => rng.normal(0, 2));
  const probabilities = probabilitiesAt({ logits, classCount, hasSigmoids: false }, 1);
  const labels = Array.from({ length: n }, (_, row) => {
    let left = rng.uniform();
    for (let i = 0; i < classCount - 1; i += 1) {
      left -= probabilities[row * classCount + i]!;
      if (left < 0) return i;
    }
    return classCount - 1;
  });
  return { logits, labels, classCount, hasSigmoids: false };
}

test.each(temperatures)(
  "the temperature is the one that SciPy finds on PyTorch's loss: $temperature",
  ({ classes, hasSigmoids, logits, labels, temperature }) => {
    const found = fitTemperature({ logits, labels, classCount: classes, hasSigmoids });
    expect(found).toMatchObject({ outcome: "fitted", n: labels.length });
    // A search on the loss itself knows its minimum to the root of a float64's precision only.
    expect(Math.abs(found.temperature / temperature - 1)).toBeLessThan(1e-6);
  },
);

test("logits that are c times too large get the temperature c times larger", () => {
  const one = truthful(300, 4, 1);
  const alone = fitTemperature(one).temperature;
  for (const factor of [0.3, 4]) {
    const scaled = fitTemperature({ ...one, logits: Array.from(one.logits, (logit) => factor * logit) });
    expect(scaled.temperature / (factor * alone)).toBeCloseTo(1, 9);
  }
});

test("logits that are right as they are keep a temperature near 1", () => {
  // With 20,000 photos its standard error is about 0.01.
  expect(Math.abs(fitTemperature(truthful(20_000, 4, 2)).temperature - 1)).toBeLessThan(0.04);
});

test("no answer changes, whatever the temperature", () => {
  const { logits, classCount } = truthful(200, 5, 3);
  for (const hasSigmoids of [false, true]) {
    // Colder, several sigmoids of a photo would round to 1 in float32.
    const [plain, cold, hot] = [1, hasSigmoids ? 0.6 : 0.2, 8].map((t) =>
      probabilitiesAt({ logits, classCount, hasSigmoids }, t),
    );
    for (let row = 0; row < 200; row += 1) {
      expect(likeliest(cold!, row, classCount)).toBe(likeliest(plain!, row, classCount));
      expect(likeliest(hot!, row, classCount)).toBe(likeliest(plain!, row, classCount));
    }
  }
});

test("what these photos cannot tell is left as it was, and said", () => {
  const right = Array.from({ length: 30 }, (_, i) => i % 2);
  const logits = right.flatMap((label) => (label === 0 ? [1, -1] : [-1, 1]));
  const two = { classCount: 2, hasSigmoids: false };
  expect(fitTemperature({ ...two, logits, labels: right })).toEqual({
    temperature: 1,
    outcome: "no-mistakes",
    n: 30,
    mistakes: 0,
  });
  expect(fitTemperature({ ...two, logits: [], labels: [] })).toMatchObject({
    temperature: 1,
    outcome: "too-few-photos",
  });
  expect(fitTemperature({ ...two, logits: logits.slice(0, 38), labels: right.slice(0, 19) })).toMatchObject({
    outcome: "too-few-photos",
  });
});

test("a temperature never leaves its limits", () => {
  const labels = Array.from({ length: 40 }, (_, i) => i % 2);
  const [least, most] = temperatureLimits;
  const logits = (scale: number, wrong: number): number[] =>
    labels.flatMap((label, i) => ((label === 0) === i >= wrong ? [scale, 0] : [0, scale]));
  const fit = (scale: number, wrong: number): object =>
    fitTemperature({ logits: logits(scale, wrong), labels, classCount: 2, hasSigmoids: false });
  // More wrong than right: surer is always worse. A lead of 0.001 with 1 wrong of 40 asks for 0.0003.
  expect(fit(5, 30)).toMatchObject({ temperature: most, outcome: "at-limit", mistakes: 30 });
  expect(fit(0.001, 1)).toMatchObject({ temperature: least, outcome: "at-limit", mistakes: 1 });
});

test("large logits overflow nowhere", () => {
  const probabilities = probabilitiesAt({ logits: [3e4, 0, -3e4], classCount: 3, hasSigmoids: false }, 0.05);
  expect([...probabilities]).toEqual([1, 0, 0]);
  expect([...probabilitiesAt({ logits: [3e4, -3e4], classCount: 2, hasSigmoids: true }, 0.05)]).toEqual([1, 0]);
});
