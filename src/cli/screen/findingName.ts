import type { Finding } from "../../diagnose/finding.ts";

/** "dying-relu because of bad-init-scale"; what is not known is left out, and undefined where nothing is. */
export function findingName({ mechanism, rootCause }: Pick<Finding, "mechanism" | "rootCause">): string | undefined {
  if (mechanism === null) return rootCause ?? undefined;
  return rootCause === null ? mechanism : `${mechanism} because of ${rootCause}`;
}
