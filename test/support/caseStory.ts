import { claimsOf } from "../../src/treat/case/claims.ts";
import type { CaseStory, ToldRun, ToldTrial } from "../../src/treat/case/story.ts";
import { pairedDifference } from "../../src/treat/statistics/pairedDifference.ts";

/**
 * A story of case 3 that is MADE UP: no number of it was measured. It has everything that a page may show, and the shapes of a net
 * born dead, of its siblings, and of a control.
 */
export function madeUpStory({ seeds = 3, epochs = 50, isControl = false } = {}): CaseStory {
  const all = Array.from({ length: seeds }, (_, i) => i);
  const sick = all.map((seed) => (isControl ? aliveRun(seed, epochs, "runs/sick") : deadRun(seed, epochs)));
  const healthy = all.map((seed) => aliveRun(seed, epochs, "runs/healthy"));
  const trial = (
    change: string,
    kind: ToldTrial["kind"],
    from: number,
    to: number,
    on: ToldTrial["on"] = "sick",
  ): ToldTrial => {
    const pairs = all.map((seed) => ({
      seed,
      control: from + wave(seed, 0.01),
      treated: to + wave(seed + from, 0.03),
    }));
    const { mean, interval, p } = pairedDifference(
      pairs.map(({ treated }) => treated),
      pairs.map(({ control }) => control),
    );
    return {
      change,
      kind,
      on,
      diff: [{ path: `made-up.${change}`, before: 1, after: 2 }],
      pairs,
      effect: mean,
      interval,
      p,
    };
  };
  const cure = { ...trial("he-init", "remedy", 0.16, 0.77), alive: 0.98 };
  const fault = trial("negative-bias", "fault", 0.77, 0.16, "healthy");
  const placebo = trial("random-erasing", "placebo", 0.16, 0.158);
  const rates = Array.from({ length: 60 }, (_, i) => 10 ** (-6 + i / 10));
  const curve = (seed: number, depth: number) => ({
    seed,
    points: rates.map((rate) => {
      const x = Math.log10(rate);
      const fall = depth / (1 + Math.exp(-3 * (x + 3.3 + 0.1 * seed)));
      return {
        rate,
        loss: 1.95 - fall + (x > -1.6 ? (x + 1.6) ** 2 * (depth > 0 ? 2 : 0.2) : 0) + wave(seed + i(x), 0.01),
      };
    }),
  });
  const level = (name: string, accuracy: number, dead: number, born = 0) => ({
    level: name,
    ...{ accuracy, born, dead, n: 2 },
    interval: [Math.max(0, accuracy - 0.06), accuracy + 0.06] as const,
  });
  const finding = (rootCause: string) => ({
    rank: 1,
    mechanism: "dying-relu",
    rootCause,
    verdict: "likely" as const,
    severity: 1,
    layer: "7.relu",
    class: null,
    evidence: [
      {
        for: "dying-relu",
        quantity: "dead-share",
        value: 1,
        interval: null,
        threshold: 0.99,
        unit: "fraction of units",
        source: "made up",
        text: "made up",
      },
      {
        for: rootCause,
        quantity: "descending-rate-share",
        value: 0.01,
        interval: [0, 0.05] as const,
        threshold: 0.1,
        unit: "fraction of rates",
        source: "made up <for a test>",
        text: "made up",
      },
    ],
    against: ["vanishing-gradient", "plateau-or-undertrained"],
    next: null,
  });
  const told: Omit<CaseStory, "claims"> = {
    case: 3,
    isControl,
    data: {
      name: "aquarium",
      classes: ["clownfish", "blue tang", "wrasse", "grouper", "parrotfish", "moorish idol", "lionfish"],
      photos: { train: 560, validation: 140, test: 140 },
      size: 32,
      majority: 0.157,
    },
    seeds: all,
    model: {
      layers: [
        "conv2d",
        "relu",
        "conv2d",
        "relu",
        "max-pool2d",
        "conv2d",
        "relu",
        "conv2d",
        "relu",
        "max-pool2d",
        "conv2d",
        "relu",
        "conv2d",
        "relu",
        "max-pool2d",
        "global-average-pool2d",
        "dense",
      ],
      ...{ parameters: 40_231, optimizer: "adam", learningRate: 1e-3, batch: 32, epochs },
    },
    fault: {
      id: "negative-bias",
      diff: isControl
        ? []
        : activations.map((at) => ({
            path: `model.${Number.parseInt(at, 10) - 1}.conv2d.bias`,
            before: "zeros",
            after: { constant: -1.5 },
          })),
    },
    sick,
    healthy,
    findings: isControl ? [] : [finding("bad-init-scale")],
    rates: {
      chance: 1.94,
      given: all.map((seed) => curve(seed, isControl ? 0.9 : 0)),
      he: all.map((seed) => curve(seed, 0.9)),
      suggested: 1e-3,
    },
    trials: [
      cure,
      placebo,
      fault,
      trial("batch-norm-before-activation", "remedy", 0.16, 0.8),
      trial("leaky-relu", "remedy", 0.16, 0.3),
      trial("prelu", "remedy", 0.16, 0.34),
      trial("elu", "remedy", 0.16, 0.55),
      trial("lower-learning-rate", "remedy", 0.16, 0.158),
      trial("learning-rate-from-range-test", "remedy", 0.16, 0.16),
    ],
    factors: [
      {
        factor: "initialisation",
        levels: [
          level("He, bias 0", 0.77, 0.06),
          level("He, bias −0.5", 0.6, 0.4),
          level("He, bias −1.5", 0.15, 1),
          level("normal 0.05", 0.5, 0.3),
        ],
      },
      { factor: "part-dead", levels: [level("biases 0", 0.77, 0.06), level("N(-2, 1.5²)", 0.4, 0.44, 0.97)] },
      {
        factor: "learning-rate",
        levels: [
          level("0.0001", 0.55, 0.02),
          level("0.001", 0.77, 0.06),
          level("0.01", 0.6, 0.4),
          level("0.1", 0.15, 1),
        ],
      },
      { factor: "momentum", levels: [level("0.9", 0.7, 0.1), level("0.99", 0.16, 1)] },
      {
        factor: "depth",
        levels: [level("6 layers", 0.77, 0.06), level("10 layers", 0.7, 0.2), level("14 layers", 0.6, 0.35)],
      },
      {
        factor: "imbalance",
        levels: [level("1 : 1", 0.77, 0.06), level("10 : 1", 0.6, 0.07), level("50 : 1", 0.4, 0.08)],
      },
    ],
    map: {
      biases: [0, -0.5, -1, -1.5],
      rates: [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2],
      cells: [0, -0.5, -1, -1.5].map((bias) =>
        [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2].map((rate) => {
          const dies = bias <= -1.5 || (bias <= -1 && rate >= 1e-3) || rate >= 3e-2;
          return {
            accuracy: dies ? 0.16 : 0.5 + 0.1 * (Math.log10(rate) + 4) + 0.1 * bias,
            dead: dies ? 1 : 0.3 - 0.3 * bias,
            n: 1,
          };
        }),
      ),
    },
    siblings: isControl
      ? []
      : [
          {
            id: "born-alive-then-dies",
            config: [{ path: "optimizer.momentum", before: undefined, after: 0.9 }],
            run: {
              ...deadRun(0, epochs),
              run: "runs/sibling-d",
              dead: activations.map((layer, i) => ({ layer, first: 0.1, kept: i < 2 ? 0.4 : 1 })),
            },
            findings: [finding("bad-init-scale")],
            trials: [trial("lower-learning-rate", "remedy", 0.16, 0.17), trial("he-init", "remedy", 0.16, 0.6)],
          },
          {
            id: "learning-rate-is-the-cause",
            config: [{ path: "optimizer.learningRate", before: 0.001, after: 0.03 }],
            run: {
              ...deadRun(0, epochs),
              run: "runs/sibling-a",
              dead: activations.map((layer, i) => ({ layer, first: 0.2, kept: i === 3 ? 1 : 0.5 })),
            },
            findings: [finding("lr-too-high")],
            trials: [trial("lower-learning-rate", "remedy", 0.2, 0.48), trial("he-init", "remedy", 0.2, 0.6)],
          },
        ],
    filters: isControl
      ? []
      : [0, 1, 2, 3, 4, 5].map((unit) => ({
          ...{ layer: "4.conv2d", unit, side: 3, isDead: unit < 5, isRevived: unit < 4 },
          sick: Array.from({ length: 9 }, (_, i) => wave(unit * 9 + i, 0.2)),
          cured: Array.from({ length: 9 }, (_, i) => wave(unit * 9 + i, 0.2) + wave(unit + i * 3, 0.3)),
        })),
    checks: [
      { id: "dead-layer-share", value: isControl ? 0.1 : 1, interval: null, bound: 0.99, ok: !isControl },
      { id: "stuck-over-majority", value: isControl ? 0.7 : 0.012, interval: null, bound: 0.03, ok: !isControl },
      { id: "gradient-below", value: isControl ? 1 : 0, interval: null, bound: 1e-3, ok: !isControl },
      { id: "learning-rate", value: isControl ? 0.5 : 0.01, interval: null, bound: 0.1, ok: !isControl },
      { id: "root-cause", value: cure.effect, interval: cure.interval, bound: 0.2, ok: true },
      { id: "placebo", value: placebo.effect, interval: placebo.interval, bound: 0, ok: true },
      { id: "sick-twin", value: fault.effect, interval: fault.interval, bound: -0.2, ok: true },
      { id: "alive-after", value: 0.98, interval: null, bound: 0.95, ok: true },
    ],
    seconds: 1264,
  };
  return { ...told, claims: claimsOf(told) };
}

const activations = ["1.relu", "3.relu", "6.relu", "8.relu", "11.relu", "13.relu"];
const weighted = ["0.conv2d", "2.conv2d", "5.conv2d", "7.conv2d", "10.conv2d", "12.conv2d", "16.dense"];

function deadRun(seed: number, epochs: number): ToldRun {
  const shares = [0.34, 0.91, 1, 1, 1, 1];
  return {
    seed,
    run: `runs/sick-${seed}`,
    curve: Array.from({ length: epochs }, (_, i) => ({
      epoch: i + 1,
      trainLoss: 1.94 + wave(seed + i, 0.004),
      trainAccuracy: 0.155 + wave(seed * 7 + i, 0.006),
      validationAccuracy: 0.157 + wave(seed * 5 + i, 0.002),
    })),
    silent: silent(seed, epochs, shares),
    dead: activations.map((layer, i) => ({ layer, first: shares[i]!, kept: shares[i]! })),
    gradient: weighted.map((layer, i) => ({
      layer,
      norm: i === weighted.length - 1 ? 0.2 : 0,
      overTwin: i === weighted.length - 1 ? 0.3 : 0,
    })),
    photos: 512,
  };
}

function aliveRun(seed: number, epochs: number, name: string): ToldRun {
  const shares = [0.05, 0.03, 0.06, 0.08, 0.04, 0.02];
  return {
    seed,
    run: `${name}-${seed}`,
    curve: Array.from({ length: epochs }, (_, i) => ({
      epoch: i + 1,
      trainLoss: 1.9 * 0.93 ** i,
      trainAccuracy: 0.95 - 0.78 * 0.93 ** i + wave(seed + i, 0.02),
      validationAccuracy: 0.78 - 0.6 * 0.92 ** i + wave(seed * 3 + i, 0.03),
    })),
    silent: silent(seed, epochs, shares),
    dead: activations.map((layer, i) => ({ layer, first: shares[i]! / 2, kept: shares[i]! })),
    gradient: weighted.map((layer, i) => ({ layer, norm: 0.1 * (i + 1) * (1 + wave(seed + i, 0.3)), overTwin: 1 })),
    photos: 512,
  };
}

function silent(seed: number, epochs: number, shares: readonly number[]): ToldRun["silent"] {
  return activations.map((layer, i) => ({
    layer,
    points: Array.from({ length: 30 }, (_, k) => ({
      step: Math.round((k * epochs * 18) / 30),
      share: Math.min(1, Math.max(0, shares[i]! + wave(seed + i * 30 + k, 0.05))),
    })),
  }));
}

/** Up and down by no pattern that the eye sees, within a reach; the same each time. */
function wave(place: number, reach: number): number {
  return reach * Math.sin(place * 12.9898 + Math.sin(place * 78.233) * 3);
}

function i(x: number): number {
  return Math.round(x * 10);
}
