import { WrasseError } from "../base/errors.ts";

/** What the process ends with. */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongInput: 2,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodesHelp = `Exit status:
  0    done
  1    the work failed (a loss that is not finite, a full disk)
  2    wrong usage or input
  130  interrupted (Ctrl-C); a training goes on with --resume`;

/** Errors that come from the work itself or from the machine; every other code says that what was given is wrong. */
const failures = new Set([
  "loss-not-finite",
  "probability-out-of-range",
  "disk-full",
  "write-failed",
  "folder-missing",
  "cache-not-writable",
]);

/** 1 for failed work, 2 for wrong input, by the error's code. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof WrasseError)) return exitCodes.failed;
  const isFull = error.details.got === "ENOSPC" || error.details.got === "EDQUOT";
  return failures.has(error.code) || isFull ? exitCodes.failed : exitCodes.wrongInput;
}
