/** Something that is seen to go wrong, without a word on how or why. A training without any is healthy. */
export interface Symptom {
  readonly id: SymptomId;
  readonly quantity: string;
  readonly value: number;
  readonly threshold: number;
  readonly unit: string;
  readonly source: string;
  /** One sentence with the number. */
  readonly text: string;
}

export type SymptomId =
  /** The loss became NaN or infinite. */
  | "loss-not-finite"
  /** Worse than knowing nothing would be: sure of what is wrong. */
  | "loss-over-chance"
  /** Began far worse than knowing nothing, and has not made up for it. */
  | "first-loss-over-chance"
  /** Never above the commonest class. */
  | "stuck"
  /** Training photos are learnt by heart, others not at all. */
  | "memorises"
  /** Less was learnt than a training that works learns. */
  | "weak"
  /** Good once, bad at the end. */
  | "collapsed"
  /** Learnt only after a long time at chance. */
  | "late"
  /** Some classes are hardly recognised, though the others are. */
  | "neglects-classes"
  /** Far better on training photos than on others. */
  | "overfits"
  /** The loss was still falling at the end, at a low accuracy. */
  | "unfinished";
