import { WrasseError } from "../../base/errors.ts";
import { canonicalJson } from "../../base/json.ts";
import { nearestName } from "../../base/options.ts";
import type { Config } from "../../config/config.ts";
import type { Disorder } from "../../diagnose/disorder.ts";
import type { Finding } from "../../diagnose/finding.ts";
import { findPlacebo, placebos } from "../placebos/index.ts";
import { remedies as allRemedies, findRemedy } from "../remedies/index.ts";
import type { Circumstances, Remedy } from "../remedy.ts";

/** What a treatment must know of a disorder. */
export type Treated = Pick<Disorder, "remedies" | "placebo" | "byHand">;

export type DisorderOf = (id: string) => Treated | undefined;

/** A remedy that may be tried, and what for. */
export interface Candidate {
  readonly remedy: Remedy;
  /** Id of the disorder that it is for. */
  readonly for: string;
  readonly config: Config;
  /** The placebo that the disorder names. */
  readonly placebo: string | undefined;
}

/** A remedy that is not tried, and why. */
export interface LeftOut {
  readonly remedy: string;
  readonly for: string;
  readonly reason: string;
}

interface Wanted {
  readonly id: string;
  readonly for: string;
  readonly layer: string | undefined;
  readonly placebo: string | undefined;
  /** Expected gain over cost. */
  readonly worth: number;
}

/**
 * The remedies of the findings' disorders that change anything, the one of the highest expected gain for its cost first. A gain
 * is expected from a severe finding more than from a slight one, from one that is likely more than from an undecided one, of a
 * root cause more than of its mechanism, and from the first remedy that a disorder names more than from the next.
 *
 * @param asked ids of the remedies to try in place of the disorders' own
 * @throws WrasseError "remedy-unknown"
 */
export async function candidatesOf(
  config: Config,
  findings: readonly Finding[],
  disorderOf: DisorderOf,
  circumstances: Circumstances,
  asked: readonly string[] = [],
): Promise<{ candidates: readonly Candidate[]; leftOut: readonly LeftOut[] }> {
  const candidates: Candidate[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Map([[canonicalJson(config), ""]]);
  for (const { id, for: reason, layer, placebo } of wanted(findings, disorderOf, asked)) {
    const remedy = findRemedy(id);
    const out = (why: string): void => void leftOut.push({ remedy: id, for: reason, reason: why });
    if (remedy === undefined) {
      out("there is no such remedy");
      continue;
    }
    if (!remedy.appliesTo(config)) {
      out("there is nothing to change in this config");
      continue;
    }
    const changed = await remedy.apply(config, { ...circumstances, layer });
    const key = canonicalJson(changed);
    const same = seen.get(key);
    if (same === "") out("it finds nothing to change");
    else if (same !== undefined) out(`it gives the same config as ${same}`);
    else candidates.push({ remedy, for: reason, config: changed, placebo });
    seen.set(key, same ?? id);
  }
  return { candidates, leftOut };
}

/** The first placebo that changes a config: the one that a candidate's disorder names where it can. */
export function placeboFor(config: Config, candidates: readonly Candidate[]): Remedy | undefined {
  const named = candidates.flatMap(({ placebo }) => findPlacebo(placebo ?? "") ?? []);
  return [...named, ...placebos].find((placebo) => placebo.appliesTo(config));
}

function wanted(findings: readonly Finding[], disorderOf: DisorderOf, asked: readonly string[]): readonly Wanted[] {
  const all = findings.flatMap((finding) =>
    [finding.rootCause, finding.mechanism].flatMap((id, place): Wanted[] => {
      const disorder = id === null ? undefined : disorderOf(id);
      if (id === null || disorder === undefined) return [];
      const { placebo, remedies } = disorder;
      return remedies.map((remedy, i) => {
        const certainty = finding.verdict === "undecided" ? 0.5 : 1;
        const gain = (finding.severity * certainty) / (finding.rank * (1 + place) * (1 + i));
        const worth = gain / (findRemedy(remedy)?.price ?? 1);
        return { id: remedy, for: id, layer: finding.layer ?? undefined, placebo, worth };
      });
    }),
  );
  const best = new Map<string, Wanted>();
  for (const one of all.toSorted((a, b) => b.worth - a.worth)) if (!best.has(one.id)) best.set(one.id, one);
  if (asked.length === 0) return [...best.values()];
  return asked.map((id) => {
    if (findRemedy(id) === undefined) throw unknownRemedy(id);
    const [first] = findings;
    const reason = first?.rootCause ?? first?.mechanism ?? "asked";
    return best.get(id) ?? { id, for: reason, layer: undefined, placebo: undefined, worth: 0 };
  });
}

function unknownRemedy(id: string): WrasseError {
  const ids = allRemedies.map((remedy) => remedy.id);
  const nearest = nearestName(id, ids);
  return new WrasseError("remedy-unknown", {
    at: "--remedy",
    expected: `one of ${ids.join(", ")}`,
    got: id,
    hint: nearest === undefined ? "choose one of these" : `write ${nearest}`,
  });
}
