/** What confident learning finds in out-of-sample probabilities. */
export interface ConfidentLearning {
  /** [classes] mean probability of a class over the photos that bear its label; NaN for a class without photos */
  readonly thresholds: Float64Array;
  /** [classes, classes] photos by label (row) and by the class that they confidently are (column) */
  readonly confidentJoint: Float64Array;
  /** Share of labels that are wrong by the joint, scaled so that each row sums to the label's count. */
  readonly noise: number;
  /** Photos that are confidently of another class than their label says, most suspicious first. */
  readonly suspects: readonly Suspicion[];
}

export interface Suspicion {
  /** Row of the probabilities. */
  readonly row: number;
  readonly label: number;
  /** The class that it confidently is. */
  readonly likely: number;
  /** Probability of its label. */
  readonly selfConfidence: number;
  /** Probability of the likely class less that of the label. */
  readonly margin: number;
}

/**
 * Confident learning: a photo counts for class j where the probability of j is at least the mean that photos labelled j
 * have; where several classes qualify, the likeliest. Off the diagonal are labels that seem wrong.
 *
 * @param probabilities [photos, classes] from networks that did not see the photo
 * @param labels [photos]
 * @source Northcutt, Jiang & Chuang 2021, "Confident learning: estimating uncertainty in dataset labels", equations 1 to 3;
 *   ranked by their normalised margin
 */
export function confidentLearning(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): ConfidentLearning {
  const counts = new Float64Array(classes);
  const thresholds = new Float64Array(classes);
  for (let row = 0; row < labels.length; row += 1) {
    counts[labels[row]!]! += 1;
    thresholds[labels[row]!]! += probabilities[row * classes + labels[row]!]!;
  }
  thresholds.forEach((sum, j) => {
    thresholds[j] = counts[j] === 0 ? Number.NaN : sum / counts[j]!;
  });
  const confidentJoint = new Float64Array(classes * classes);
  const suspects: Suspicion[] = [];
  for (let row = 0; row < labels.length; row += 1) {
    const label = labels[row]!;
    let likely = -1;
    for (let j = 0; j < classes; j += 1) {
      const own = probabilities[row * classes + j]!;
      if (own >= thresholds[j]! && (likely === -1 || own > probabilities[row * classes + likely]!)) likely = j;
    }
    if (likely === -1) continue;
    confidentJoint[label * classes + likely]! += 1;
    if (likely === label) continue;
    const selfConfidence = probabilities[row * classes + label]!;
    const margin = probabilities[row * classes + likely]! - selfConfidence;
    suspects.push({ row, label, likely, selfConfidence, margin });
  }
  suspects.sort((a, b) => b.margin - a.margin || a.row - b.row);
  return { thresholds, confidentJoint, noise: noiseOf(confidentJoint, counts, classes), suspects };
}

/** Each row of the joint brought to the label's count, then what is off the diagonal over all. */
function noiseOf(joint: Float64Array, counts: Float64Array, classes: number): number {
  let wrong = 0;
  for (let i = 0; i < classes; i += 1) {
    const row = joint.subarray(i * classes, (i + 1) * classes);
    const sum = row.reduce((total, value) => total + value, 0);
    if (sum > 0) wrong += (counts[i]! * (sum - row[i]!)) / sum;
  }
  const total = counts.reduce((sum, value) => sum + value, 0);
  return total === 0 ? 0 : wrong / total;
}
