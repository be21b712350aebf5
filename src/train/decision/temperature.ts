import { likeliest } from "../metrics/likeliest.ts";

/** Logits of photos whose classes are known. */
export interface LabelledLogits {
  /** [n * classCount], row by row */
  readonly logits: ArrayLike<number>;
  /** [n] true classes, 0..classCount-1 */
  readonly labels: ArrayLike<number>;
  readonly classCount: number;
  /** Whether each class has a sigmoid of its own, in place of a softmax over all. */
  readonly hasSigmoids: boolean;
}

/**
 * What came of fitting a temperature. In all but "fitted" and "at-limit" it is 1, which changes nothing:
 * - "at-limit": the best one lies outside the limits, and the nearer limit was taken;
 * - "no-mistakes": every photo was answered rightly, which says nothing of how sure is too sure;
 * - "too-few-photos": fewer than 20, or none;
 * - "loss-not-suited": the logits of the loss do not compare the classes.
 */
export type TemperatureOutcome = "fitted" | "at-limit" | "no-mistakes" | "too-few-photos" | "loss-not-suited";

/** The temperature of a model: its probabilities are the softmax (or the sigmoids) of logits / temperature. */
export interface TemperatureFit {
  /** Above 1 makes probabilities less sure, below 1 surer. */
  readonly temperature: number;
  readonly outcome: TemperatureOutcome;
  /** Photos that it was fitted on. */
  readonly n: number;
  /** Wrong answers among them. */
  readonly mistakes: number;
}

/** No model that learnt anything needs one outside: at 0.05 a lead of 0.3 is 99.8 % sure, at 20 a lead of 10 is 62 %. */
export const temperatureLimits = [0.05, 20] as const;

/** One number fitted to n photos costs about 1 / (2 n) nats on new ones: with 20, 0.025. */
const fewestPhotos = 20;

/**
 * The temperature of highest likelihood: the one that makes the mean of -log(probability of the true class) least on
 * photos that the network did not learn from; with sigmoids, the mean binary cross-entropy over photos and classes. One
 * number for all classes, so that no answer changes.
 *
 * The loss is convex in 1 / temperature, and Newton's method on its slope, kept inside a bracket, finds its only minimum.
 *
 * @source  Guo et al. 2017, "On Calibration of Modern Neural Networks", section 4.2
 */
export function fitTemperature(validation: LabelledLogits): TemperatureFit {
  const n = validation.labels.length;
  const mistakes = countMistakes(validation);
  if (n < fewestPhotos) return { temperature: 1, outcome: "too-few-photos", n, mistakes };
  if (mistakes === 0) return { temperature: 1, outcome: "no-mistakes", n, mistakes };
  const [least, most] = temperatureLimits;
  const slopeAt = validation.hasSigmoids ? sigmoidSlope : softmaxSlope;
  let [low, high] = [1 / most, 1 / least];
  if (slopeAt(validation, low).slope >= 0) return { temperature: most, outcome: "at-limit", n, mistakes };
  if (slopeAt(validation, high).slope <= 0) return { temperature: least, outcome: "at-limit", n, mistakes };
  let inverse = 1;
  for (let round = 0; round < 100; round += 1) {
    const { slope, curvature } = slopeAt(validation, inverse);
    if (slope > 0) high = inverse;
    else low = inverse;
    const newton = inverse - slope / curvature;
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    const isThere = Math.abs(next - inverse) <= 1e-12 * inverse;
    inverse = next;
    if (isThere) break;
  }
  return { temperature: 1 / inverse, outcome: "fitted", n, mistakes };
}

interface Slope {
  /** Of the mean loss, by 1 / temperature. */
  readonly slope: number;
  /** The second derivative, 0 or more. */
  readonly curvature: number;
}

/** For a photo the slope is the mean of its logits under its probabilities less the true class's logit. */
function softmaxSlope({ logits, labels, classCount }: LabelledLogits, inverse: number): Slope {
  let slope = 0;
  let curvature = 0;
  for (let row = 0; row < labels.length; row += 1) {
    const first = row * classCount;
    const largest = rowMaximum(logits, first, classCount);
    let [total, mean, square] = [0, 0, 0];
    for (let i = 0; i < classCount; i += 1) {
      const below = logits[first + i]! - largest;
      const weight = Math.exp(inverse * below);
      total += weight;
      mean += weight * below;
      square += weight * below * below;
    }
    mean /= total;
    slope += mean - (logits[first + labels[row]!]! - largest);
    curvature += square / total - mean * mean;
  }
  return { slope: slope / labels.length, curvature: curvature / labels.length };
}

/** For a photo and a class the slope is (probability - target) * logit. */
function sigmoidSlope({ logits, labels, classCount }: LabelledLogits, inverse: number): Slope {
  let slope = 0;
  let curvature = 0;
  for (let i = 0; i < logits.length; i += 1) {
    const logit = logits[i]!;
    const probability = 1 / (1 + Math.exp(-inverse * logit));
    const target = labels[Math.floor(i / classCount)] === i % classCount ? 1 : 0;
    slope += (probability - target) * logit;
    curvature += probability * (1 - probability) * logit * logit;
  }
  return { slope: slope / logits.length, curvature: curvature / logits.length };
}

/**
 * The probabilities of logits at a temperature.
 *
 * @returns [n * classCount], row by row, 0..1, as a network in float32 gives them
 */
export function probabilitiesAt(
  { logits, classCount, hasSigmoids }: Omit<LabelledLogits, "labels">,
  temperature: number,
): Float32Array {
  if (hasSigmoids) return Float32Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit / temperature)));
  const probabilities = new Float32Array(logits.length);
  for (let first = 0; first < logits.length; first += classCount) {
    const largest = rowMaximum(logits, first, classCount);
    let total = 0;
    for (let i = first; i < first + classCount; i += 1) total += Math.exp((logits[i]! - largest) / temperature);
    for (let i = first; i < first + classCount; i += 1) {
      probabilities[i] = Math.exp((logits[i]! - largest) / temperature) / total;
    }
  }
  return probabilities;
}

function rowMaximum(logits: ArrayLike<number>, first: number, classCount: number): number {
  let largest = -Infinity;
  for (let i = first; i < first + classCount; i += 1) largest = Math.max(largest, logits[i]!);
  return largest;
}

function countMistakes({ logits, labels, classCount }: LabelledLogits): number {
  let mistakes = 0;
  for (let row = 0; row < labels.length; row += 1) {
    if (likeliest(logits, row, classCount) !== labels[row]) mistakes += 1;
  }
  return mistakes;
}
