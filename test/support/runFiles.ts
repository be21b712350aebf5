import type { RunFiles } from "../../src/report/runFiles.ts";
import { evaluateClassifier } from "../../src/train/metrics/evaluate.ts";

const classes = ["clownfish", "blue tang", "wrasse <& co>"];

/** What a run's folder may hold, MADE UP: no number of it was measured. */
export function madeUpRun(): RunFiles {
  const labels = Array.from({ length: 60 }, (_, i) => i % 3);
  const probabilities = labels.flatMap((label, i) => {
    const said = i % 5 === 0 ? (label + 1) % 3 : label;
    return [0, 1, 2].map((one) => (one === said ? 0.7 : 0.15));
  });
  const evaluation = evaluateClassifier({ probabilities, labels, classes });
  const epochs = Array.from({ length: 12 }, (_, i) => i + 1);
  const steps = Array.from({ length: 20 }, (_, i) => ({ epoch: 1 + Math.floor(i / 2), step: i * 9 }));
  const weights = ["0.conv2d.weight", "3.dense.weight"];
  return {
    name: "reef",
    record: {
      source: { kind: "wrasse", path: "record.jsonl" },
      facts: {
        classes: classes.map((name) => ({ name, photos: { train: 40, validation: 20, test: 20 } })),
        layers: [
          {
            place: "0.conv2d",
            kind: "conv2d",
            isActivation: false,
            weights: [{ name: weights[0]!, shape: [8, 3, 3, 3] }],
          },
          { place: "1.relu", kind: "relu", isActivation: true, weights: [] },
          { place: "3.dense", kind: "dense", isActivation: false, weights: [{ name: weights[1]!, shape: [3, 8] }] },
        ],
        epochs: 12,
      },
      series: [
        {
          quantity: "loss",
          part: "train",
          subject: undefined,
          points: epochs.map((epoch) => ({ epoch, value: 1.1 * 0.9 ** epoch })),
        },
        {
          quantity: "loss",
          part: "validation",
          subject: undefined,
          points: epochs.map((epoch) => ({ epoch, value: 1.1 * 0.93 ** epoch })),
        },
        {
          quantity: "accuracy",
          part: "train",
          subject: undefined,
          points: epochs.map((epoch) => ({ epoch, value: 1 - 0.6 * 0.9 ** epoch })),
        },
        {
          quantity: "accuracy",
          part: "validation",
          subject: undefined,
          points: epochs.map((epoch) => ({ epoch, value: 0.9 - 0.5 * 0.9 ** epoch })),
        },
        {
          quantity: "zero-share",
          part: "train",
          subject: "1.relu",
          points: steps.map((at) => ({ ...at, value: 0.4 + at.step / 1000 })),
        },
        ...weights.flatMap((subject, i) => [
          {
            quantity: "gradient-norm" as const,
            part: "train" as const,
            subject,
            points: steps.map((at) => ({ ...at, value: i === 0 ? 0 : 0.1 + at.step / 500 })),
          },
          {
            quantity: "update-ratio" as const,
            part: "train" as const,
            subject,
            points: steps.map((at) => ({ ...at, value: i === 0 ? 0 : 0.001 + at.step / 1e5 })),
          },
        ]),
      ],
    },
    config: "model: small-cnn # <made up>\n",
    result: {
      type: "result",
      run: "runs/train/reef",
      ...{ seconds: 61, seed: 0, reason: "finished", epochs: 12, bestEpoch: 10, testLooks: 1 },
      ...{ test: evaluation, validation: evaluation, train: evaluation },
      calibration: {
        ...{ temperature: 1.4, outcome: "fitted", n: 60, mistakes: 12 },
        test: { n: 60, before: evaluation, after: { ...evaluation, calibrationError: 0.02 } },
      },
      ...{ decisions: null, setAside: [] },
    },
    diagnosis: {
      type: "result",
      of: "runs/train/reef",
      verdict: "undecided",
      findings: [
        {
          ...{ rank: 1, mechanism: "plateau-or-undertrained", rootCause: null, verdict: "undecided", severity: 0.3 },
          ...{ layer: null, class: null, against: ["lr-too-low"], next: "continued-training" },
          evidence: [
            {
              for: "plateau-or-undertrained",
              quantity: "loss",
              value: 0.31,
              interval: [0.3, 0.32],
              threshold: null,
              unit: "nats",
              source: "proposal",
              text: "made up",
            },
          ],
        },
      ],
      notes: ["Made up."],
      ...{ measured: [], probes: [], seconds: 3 },
    },
    treatment: {
      type: "result",
      ...{ cured: true, run: "runs/train/reef/treatment/cured", of: "runs/train/reef", findings: [] },
      accepted: [
        {
          ...{
            remedy: "he-init",
            for: "bad-init-scale",
            metric: "validation-accuracy",
            effect: 0.4,
            interval: [0.3, 0.5],
            p: 0.03125,
          },
          placebo: { remedy: "random-erasing", effect: 0.01, interval: [-0.02, 0.04] },
          ...{
            seeds: 6,
            pairs: [],
            diff: [{ path: "model.0.conv2d.bias", before: { constant: -1.5 }, after: "zeros" }],
          },
        },
      ],
      rejected: [{ remedy: "leaky-relu", for: "dying-relu", reason: "2 pairs of the screening gained 2 points" }],
      before: { validation: { accuracy: 0.3, interval: [0.2, 0.42], n: 60 }, test: null },
      after: { validation: { accuracy: 0.7, interval: [0.57, 0.8], n: 60 }, test: null },
      ...{ notes: [], trainings: 15, budgetUsed: 60, seconds: 75 },
    } as unknown as NonNullable<RunFiles["treatment"]>,
  };
}
