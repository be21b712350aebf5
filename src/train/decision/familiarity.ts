import type { FamiliarityScore } from "../../config/decision.ts";

/**
 * How much a photo looks like those that a network was trained on, from its logits. Raw logits, without a temperature: a
 * probability says how one class compares with the others, and forgets how strongly any of them spoke.
 *
 * - "energy": the logarithm of the sum of exp(logit), the negative of the free energy at temperature 1;
 * - "max-logit": the largest logit.
 *
 * @param logits [n * classCount], row by row
 * @returns [n], any finite number; higher is more familiar
 * @source  Liu et al. 2020, "Energy-based out-of-distribution detection", equation 4; Hendrycks et al. 2022, "Scaling
 *          out-of-distribution detection for real-world settings", section 3
 * @example familiarity([0, 0], 2, "energy") // [0.693], log 2
 */
export function familiarity(logits: ArrayLike<number>, classCount: number, score: FamiliarityScore): Float64Array {
  return Float64Array.from({ length: logits.length / classCount }, (_, row) => {
    const first = row * classCount;
    let largest = -Infinity;
    for (let i = 0; i < classCount; i += 1) largest = Math.max(largest, logits[first + i]!);
    if (score === "max-logit") return largest;
    let sum = 0;
    for (let i = 0; i < classCount; i += 1) sum += Math.exp(logits[first + i]! - largest);
    return largest + Math.log(sum);
  });
}
