import { gapsBeforeDoubling, type ProbeSampling, usualGap } from "../../config/probes.ts";

/**
 * Whether a step is probed: a function of the step alone, so a resumed training probes the steps that it would have probed.
 *
 * "auto" looks closely at the start, where most goes wrong, and is bounded: 256 steps of the first 8,192 and 128 for each
 * doubling after that, 1,160 in a million.
 *
 * @param step steps before it, from 0
 */
export function isProbed(step: number, { every }: ProbeSampling): boolean {
  if (every === "off") return false;
  if (every !== "auto") return step % every === 0;
  if (step < usualGap) return step === 0 || (step & (step - 1)) === 0;
  const doublings = Math.max(0, Math.floor(Math.log2(step / (usualGap * gapsBeforeDoubling))) + 1);
  return step % (usualGap * 2 ** doublings) === 0;
}
