import type { Symptom } from "./symptom.ts";
import { percent } from "./wording.ts";

/** How rare classes fare beside common ones. */
export interface Neglected {
  /** The commonest class' training photos over the rarest's. */
  readonly ratio: number;
  /** Mean recall of the classes with at most a fifth of the commonest's photos. */
  readonly rareRecall: number;
  readonly commonRecall: number;
  /** Photos of the rare classes that the recall stands on. */
  readonly n: number;
  /** The rarest of these classes. */
  readonly class: string;
}

/** Of the common classes' recall: a proposal. */
const neglectedRecall = 0.5;

/** Rare classes are hardly recognised, though the others are. */
export function neglects(found: Neglected | undefined): Symptom | undefined {
  if (found === undefined || found.rareRecall >= neglectedRecall * found.commonRecall) return undefined;
  return {
    id: "neglects-classes",
    quantity: "final-class-recall",
    value: found.rareRecall,
    threshold: neglectedRecall * found.commonRecall,
    unit: "fraction of the classes' photos",
    source: "half of the common classes' recall: a proposal",
    text: `Rare classes are recognised in ${percent(found.rareRecall)} of their validation photos (n = ${found.n}), the others in ${percent(found.commonRecall)}.`,
  };
}
