import type { Finding } from "../../diagnose/finding.ts";
import type { DisorderOf } from "./candidates.ts";

/** What a person can do about findings that no remedy cured, a sentence each. */
export function byHand(findings: readonly Finding[], disorderOf: DisorderOf): string[] {
  const ids = new Set(findings.flatMap(({ mechanism, rootCause }) => [rootCause, mechanism]));
  return [...ids].flatMap((id) => (id === null ? [] : (disorderOf(id)?.byHand ?? [])));
}
