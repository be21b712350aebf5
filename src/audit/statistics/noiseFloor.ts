/** A network's calibration together with the share of labels that look drawn at random. */
export interface NoiseFloor {
  /** By which logits are divided, above 0; over 1: the network was too sure. */
  readonly temperature: number;
  /** The share of labels that are not the photo's own, 0..1: its likeliest value. */
  readonly share: number;
  /** Profile likelihood, 99 %. */
  readonly interval: readonly [number, number];
}

/**
 * Tells wrong labels from hard photos. A network in doubt shows it by its probabilities; a wrong label contradicts it just as
 * often where it is sure. So the labels are taken for a mixture: with probability 1 - e the label is drawn from the
 * network's probabilities at some temperature, with probability e from the other classes evenly:
 *
 *   P(label) = (1 - e) q(label) + e (1 - q(label)) / (classes - 1),   q = softmax(logits / T)
 *
 * T and e are those of largest likelihood. On right labels T takes up all doubt, and e is near 0.
 *
 * @param logits [photos, classes] out of sample
 * @param labels [photos]
 * @source a proposal; the noise is that of Northcutt et al. 2021 with one rate, the temperature that of Guo et al. 2017
 */
export function noiseFloor(logits: ArrayLike<number>, labels: ArrayLike<number>, classes: number): NoiseFloor {
  const grid = Array.from({ length: 25 }, (_, i) => 0.25 * 2 ** (i / 4)); // 0.25 .. 16
  let best = { temperature: 1, share: 0, likelihood: -Infinity };
  const profile = new Map<number, number>();
  const shares = Array.from({ length: 61 }, (_, i) => 0.6 * (i / 60) ** 2);
  for (const temperature of grid) {
    const own = ownProbabilities(logits, labels, classes, temperature);
    for (const share of shares) {
      let likelihood = 0;
      for (const q of own)
        likelihood += Math.log(Math.max(1e-300, (1 - share) * q + (share * (1 - q)) / (classes - 1)));
      if (likelihood > best.likelihood) best = { temperature, share, likelihood };
      profile.set(share, Math.max(profile.get(share) ?? -Infinity, likelihood));
    }
  }
  // Twice the loss of log-likelihood is chi-squared with one degree of freedom: 6.63 at 99 %.
  const within = shares.filter((share) => 2 * (best.likelihood - profile.get(share)!) <= 6.63);
  return { temperature: best.temperature, share: best.share, interval: [within[0]!, within.at(-1)!] };
}

/** [photos] probability of each photo's own label. */
export function ownProbabilities(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  temperature: number,
): Float64Array {
  return Float64Array.from(labels, (label, row) => softmax(logits, row, classes, temperature)[label]!);
}

/** Probabilities of one row of logits. */
export function softmax(logits: ArrayLike<number>, row: number, classes: number, temperature = 1): Float64Array {
  const own = new Float64Array(classes);
  let most = -Infinity;
  for (let j = 0; j < classes; j += 1) most = Math.max(most, logits[row * classes + j]!);
  let sum = 0;
  for (let j = 0; j < classes; j += 1) {
    own[j] = Math.exp((logits[row * classes + j]! - most) / temperature);
    sum += own[j]!;
  }
  return own.map((value) => value / sum);
}
