import type { Disorder, Examined } from "./disorder.ts";
import { disorders } from "./disorders/index.ts";
import { evidenceOfSymptom } from "./evidence.ts";
import { type Facts, hasSymptom } from "./facts.ts";
import type { Diagnosis, Finding } from "./finding.ts";
import type { Symptom } from "./symptoms/symptom.ts";
import { stillLearning } from "./symptoms/unfinished.ts";

/** A disorder and how it stands. */
export interface Opinion {
  readonly disorder: Disorder;
  readonly examined: Examined;
}

/** Asks every disorder how it stands with a training. */
export function opinionsOn(facts: Facts): readonly Opinion[] {
  return disorders.map((disorder) => ({ disorder, examined: disorder.examine(facts) }));
}

/** The probes that open questions ask for, in the order of the disorders. Nothing is asked of a training without symptoms. */
export function openQuestions(facts: Facts, opinions: readonly Opinion[]): readonly string[] {
  if (facts.symptoms.length === 0) return [];
  const standing = opinions.filter(({ disorder }) => !isRuledOut(disorder.id, opinions));
  const asked = standing.flatMap(({ examined: { state, next } }) => (state !== "absent" && next ? [next] : []));
  return [...new Set(asked)];
}

/**
 * What the opinions come to: each mechanism that is there with the root cause that explains it, then root causes that need no
 * mechanism. What a present disorder rules out is not named.
 */
export function consult(facts: Facts, opinions: readonly Opinion[], notes: readonly string[] = []): Diagnosis {
  if (facts.symptoms.length === 0) {
    const { course } = facts;
    const isKnown = course.epochs > 0 || course.bestTrainAccuracy !== undefined;
    const more = stillLearning(course);
    return {
      verdict: isKnown ? "healthy" : "undecided",
      findings: [],
      notes: more === undefined ? notes : [...notes, more],
    };
  }
  const present = opinions.filter(
    ({ examined, disorder }) => examined.state === "present" && !isRuledOut(disorder.id, opinions),
  );
  const mechanisms = present.filter(({ disorder }) => disorder.kind === "mechanism");
  const causes = present.filter(({ disorder }) => disorder.kind === "root-cause");
  const open = opinions.filter(
    ({ disorder, examined }) =>
      disorder.kind === "root-cause" && examined.state === "possible" && !isRuledOut(disorder.id, opinions),
  );
  /** Seen, and not shown: a record tells of batches only. */
  const suspected = opinions.find(
    ({ disorder, examined: { state, evidence } }) =>
      disorder.kind === "mechanism" &&
      state === "possible" &&
      evidence.length > 0 &&
      !isRuledOut(disorder.id, opinions),
  );
  // One training fails in one way first: what lies above a dead layer also hardly falls.
  const [mechanism] = mechanisms;
  const explaining = mechanism && causes.find(({ disorder }) => disorder.causes?.includes(mechanism.disorder.id));
  const cause = explaining ?? causes[0];
  const others = causes.filter((one) => one !== cause);
  const findings: Unranked[] = [];
  if (mechanism !== undefined || cause !== undefined) findings.push(pairOf(mechanism, cause, open));
  else if (suspected !== undefined) findings.push({ ...pairOf(suspected, undefined, open), verdict: "undecided" });
  for (const other of others) findings.push(pairOf(undefined, other, []));
  if (findings.length === 0) findings.push(unexplained(facts.symptoms, open));
  const isSick = findings.some(({ verdict }) => verdict !== "undecided") || hasSymptom(facts, ...plain);
  return {
    verdict: isSick ? "sick" : "undecided",
    findings: findings.map((finding, i) => ({ rank: i + 1, ...finding })),
    notes,
  };
}

type Unranked = Omit<Finding, "rank">;

/** Symptoms that no healthy training has, whatever lies behind them. */
const plain = ["stuck", "loss-not-finite", "loss-over-chance", "collapsed", "memorises"] as const;

/** Whether a disorder that is present rules it out. Where two rule out each other, the first of the register stands. */
function isRuledOut(id: string, opinions: readonly Opinion[]): boolean {
  const own = opinions.findIndex(({ disorder }) => disorder.id === id);
  const rules = (by: Opinion, other: string): boolean =>
    by.examined.state === "present" && by.examined.against?.includes(other) === true;
  return opinions.some((by, place) => rules(by, id) && !(rules(opinions[own]!, by.disorder.id) && own < place));
}

function pairOf(mechanism: Opinion | undefined, cause: Opinion | undefined, open: readonly Opinion[]): Unranked {
  const evidence = [...(mechanism?.examined.evidence ?? []), ...(cause?.examined.evidence ?? [])];
  const rivals = cause === undefined ? open : [];
  const next =
    mechanism?.examined.next ?? rivals.find(({ examined }) => examined.next !== undefined)?.examined.next ?? null;
  return {
    mechanism: mechanism?.disorder.id ?? null,
    rootCause: cause?.disorder.id ?? null,
    verdict: cause !== undefined || next === null ? "likely" : "undecided",
    severity: Math.max(mechanism?.examined.severity ?? 0, cause?.examined.severity ?? 0),
    layer: mechanism?.examined.layer ?? cause?.examined.layer ?? null,
    class: cause?.examined.class ?? null,
    evidence,
    against:
      rivals.length > 0
        ? rivals.map(({ disorder }) => disorder.id)
        : [...new Set([...(mechanism?.examined.against ?? []), ...(cause?.examined.against ?? [])])],
    next,
  };
}

function unexplained(symptoms: readonly Symptom[], open: readonly Opinion[]): Unranked {
  const evidence = symptoms.map((symptom) => evidenceOfSymptom(symptom));
  const next = open.find(({ examined }) => examined.next !== undefined)?.examined.next ?? null;
  const [first] = open;
  return {
    mechanism: null,
    rootCause: open.length === 1 && next === null ? first!.disorder.id : null,
    verdict: "undecided",
    severity: 0.5,
    layer: null,
    class: null,
    evidence: [...evidence, ...open.flatMap(({ examined }) => examined.evidence)],
    against: open.map(({ disorder }) => disorder.id),
    next,
  };
}
