import { bounds } from "./bounds.ts";
import type { CaseStory, ToldClaim, ToldFactor, ToldRun, ToldTrial } from "./story.ts";

/** The sentences of the textbook that case 3 measures; every language of the report has each. */
export const claimIds = [
  "never-updated",
  "leaky-relu-cures",
  "prelu-cures",
  "elu-cures",
  "batch-norm-cures",
  "he-init-cures",
  "lower-rate-cures",
  "momentum-kills",
  "depth-kills",
  "imbalance-kills",
  "half-dead-stops",
  "tuned-rate-avoids",
] as const;

export type ClaimId = (typeof claimIds)[number];

/** How far above the commonest class's share a training must come to have learnt. */
const learntAbove = 0.1;
/** A remedy that a sentence says cures. */
const cures: Partial<Record<ClaimId, string>> = {
  "leaky-relu-cures": "leaky-relu",
  "prelu-cures": "prelu",
  "elu-cures": "elu",
  "batch-norm-cures": "batch-norm-before-activation",
  "he-init-cures": "he-init",
  "lower-rate-cures": "lower-learning-rate",
};

/** A factor that a sentence says makes units die. */
const factors: Partial<Record<ClaimId, ToldFactor["factor"]>> = {
  "momentum-kills": "momentum",
  "depth-kills": "depth",
  "imbalance-kills": "imbalance",
};

/** The trainings that a remedy was tried on. */
export const claimPlaces = ["main", "born-alive-then-dies", "learning-rate-is-the-cause"] as const;

/**
 * The textbook's sentences, each judged by what the case measured.
 *
 * A remedy cures where the lower end of its effect's interval is 0.2 or more (the effect, where there is no interval); "true"
 * says that it did on every training it was tried on, "partly" that it helped on some, "false" that its interval reaches 0 on all. A
 * factor kills where a whole layer (0.99 of its units) is dead at one of its levels and not at another.
 */
export function claimsOf(story: Omit<CaseStory, "claims">): ToldClaim[] {
  return claimIds.map((id) => {
    // Without the fault there is nothing to cure, to kill or to avoid.
    if (story.isControl) return { id, verdict: "not-measured", numbers: {} };
    const remedy = cures[id];
    if (remedy !== undefined) return cureClaim(id, story, remedy);
    const factor = factors[id];
    if (factor !== undefined) return factorClaim(id, story, factor);
    if (id === "never-updated") return neverUpdated(id, story);
    if (id === "half-dead-stops") return halfDeadStops(id, story);
    return tunedRateAvoids(id, story);
  });
}

function cureClaim(id: ClaimId, story: Omit<CaseStory, "claims">, remedy: string): ToldClaim {
  const tried = claimPlaces.flatMap((place) => {
    const trials = place === "main" ? story.trials : (story.siblings.find((one) => one.id === place)?.trials ?? []);
    const trial = trials.find(({ change, on, kind }) => change === remedy && on === "sick" && kind === "remedy");
    return trial === undefined ? [] : [{ place, trial }];
  });
  const low = ({ interval, effect }: ToldTrial): number => interval?.[0] ?? effect;
  const verdict =
    tried.length === 0
      ? "not-measured"
      : tried.every(({ trial }) => low(trial) >= bounds.cure)
        ? "true"
        : tried.some(({ trial }) => low(trial) > 0)
          ? "partly"
          : "false";
  const numbers = tried.flatMap(({ place, trial: { effect, interval, pairs } }) => [
    [`${place}.effect`, effect] as const,
    ...(interval === null ? [] : [[`${place}.low`, interval[0]] as const, [`${place}.high`, interval[1]] as const]),
    [`${place}.n`, pairs.length] as const,
  ]);
  return { id, verdict, numbers: Object.fromEntries(numbers) };
}

function factorClaim(id: ClaimId, story: Omit<CaseStory, "claims">, factor: ToldFactor["factor"]): ToldClaim {
  const levels = story.factors.find((one) => one.factor === factor)?.levels ?? [];
  if (levels.length < 2) return { id, verdict: "not-measured", numbers: {} };
  const byDeath = [...levels].sort((a, b) => a.dead - b.dead);
  const [least, most] = [byDeath[0]!, byDeath.at(-1)!];
  const verdict =
    most.dead >= bounds.dead && least.dead < bounds.dead
      ? "true"
      : most.dead - least.dead >= bounds.cure
        ? "partly"
        : "false";
  return {
    id,
    verdict,
    numbers: {
      leastLevel: least.level,
      leastDead: least.dead,
      leastAccuracy: least.accuracy,
      mostLevel: most.level,
      mostDead: most.dead,
      mostAccuracy: most.accuracy,
      n: Math.min(least.n, most.n),
    },
  };
}

/** Dead layers get no gradient; and those that are dead at the first weights are dead at the kept ones. */
function neverUpdated(id: ClaimId, { sick }: Omit<CaseStory, "claims">): ToldClaim {
  const born = sick.flatMap(({ dead }) => dead.filter(({ first }) => first >= bounds.dead));
  if (born.length === 0) return { id, verdict: "not-measured", numbers: {} };
  const stayed = born.filter(({ kept }) => kept >= bounds.dead).length;
  const below = sick.flatMap(({ dead, gradient }) => {
    const layer = dead.find(({ first }) => first >= bounds.dead)?.layer;
    return layer === undefined ? [] : gradient.filter((one) => comesBefore(one.layer, layer));
  });
  const largest = below.length === 0 ? 0 : Math.max(...below.map(({ overTwin }) => overTwin));
  const verdict = stayed === born.length && largest <= bounds.gradient ? "true" : stayed === 0 ? "false" : "partly";
  return { id, verdict, numbers: { layers: born.length, stayed, largest, n: sick.length } };
}

/**
 * Levels at which more than half, but not all, of a layer is born dead: whether they learn. Units that die later do so of a rate
 * or a momentum that stops a training by itself.
 */
function halfDeadStops(id: ClaimId, { factors, data }: Omit<CaseStory, "claims">): ToldClaim {
  const half = factors
    .flatMap(({ levels }) => levels)
    .filter(({ born }) => born > 0.5 && born < bounds.dead)
    .sort((a, b) => b.born - a.born);
  const [most] = half;
  if (most === undefined) return { id, verdict: "not-measured", numbers: {} };
  const learnt = half.filter(({ accuracy }) => accuracy > data.majority + learntAbove).length;
  const verdict = learnt === 0 ? "true" : learnt === half.length ? "false" : "partly";
  const { level, born, dead, accuracy, n } = most;
  return { id, verdict, numbers: { learnt, of: half.length, level, born, dead, accuracy, n } };
}

/** Nets at the rate that the range test found for the healthy twin: in how many a whole layer is dead, with the fault and without. */
function tunedRateAvoids(id: ClaimId, { rates, sick, healthy }: Omit<CaseStory, "claims">): ToldClaim {
  if (rates.suggested === null || sick.length === 0) return { id, verdict: "not-measured", numbers: {} };
  const dead = (runs: readonly ToldRun[]): number =>
    runs.filter((run) => run.dead.some(({ kept }) => kept >= bounds.dead)).length;
  const [sickDead, healthyDead] = [dead(sick), dead(healthy)];
  const verdict = sickDead === 0 ? "true" : healthyDead === 0 ? "partly" : "false";
  const numbers = { rate: rates.suggested, sickDead, sick: sick.length, healthyDead, healthy: healthy.length };
  return { id, verdict, numbers };
}

/** Whether a layer comes before another in the forward pass; places begin with their number, as in "3.relu". */
export function comesBefore(layer: string, other: string): boolean {
  return Number.parseInt(layer, 10) < Number.parseInt(other, 10);
}
