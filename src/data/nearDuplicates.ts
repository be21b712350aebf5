import { coordinatesUpTo, cosineTransform } from "./cosineTransform.ts";
import { DisjointSets } from "./disjointSets.ts";
import { FINGERPRINT_BYTES, FINGERPRINT_SIDE } from "./fingerprint.ts";

/** Least correlation of two fingerprints that are taken for the same photo, brightness of each channel taken out. */
const LEAST_CORRELATION = 0.975;

/** The same without the slow waves (frequencies that sum to 2 at most): light that falls off, the blue of deep water. */
const LEAST_DETAIL_CORRELATION = 0.965;

const FIELDS = FINGERPRINT_SIDE * FINGERPRINT_SIDE;
/** Slow waves of the three channels, which come first in a coordinate vector. */
const SLOW_COORDINATES = 3 * coordinatesUpTo(2);

/**
 * Photos that are the same photo: the same bytes, or the same picture after another encoding, a change of size or a mild
 * change of light. Two fingerprints must correlate by 0.975 or more, and by 0.965 once the slow waves are taken out (so
 * that a small fish elsewhere in the same water is another photo).
 *
 * Measured on 1,021 crops of reef fish of nine species (60 to 160 px, one crop a fish, looked at in 64x64; 520,710 pairs of
 * different fish): the highest correlation is 0.970, the highest without slow waves among pairs over 0.94 is 0.960, so no
 * pair is merged; nor is any of 1,500 generated scenes (highest 0.970 and 0.89). Of copies of 256 of those crops were found:
 * JPEG quality 50, WebP 60, twice the size, brightness x 0.85 and x 1.1: all; JPEG quality 30: 255; half the size (30 to 80
 * px, enlarged again to 64): 242; brightness x 1.2 + 10, which clips: 227; a third of the size: 166; less a border of 2
 * pixels: 134; grey: 53; mirrored: none. (A difference hash of 64 bits, which is common
 * for this, has pairs of different fish at a distance of 1, while a tenth more light moves a photo by up to 13.)
 *
 * Cost: exact, not a heuristic; compared in a cosine basis, lowest frequencies first, and only with those near in the
 * first coordinate: about 5 s of processor time for 20,000 photos that all look somewhat alike.
 *
 * @param contentHashes one for each photo
 * @param fingerprints [photos, 3, 16, 16] as `fingerprint` makes them
 * @returns groups of two photos or more, each ascending, by their first photo
 */
export function nearDuplicates(contentHashes: readonly string[], fingerprints: Uint8Array): number[][] {
  const sets = new DisjointSets(contentHashes.length);
  const firstWith = new Map<string, number>();
  contentHashes.forEach((hash, photo) => {
    const first = firstWith.get(hash);
    if (first === undefined) firstWith.set(hash, photo);
    else sets.join(first, photo);
  });
  joinAlike(sets, fingerprints);
  return sets.groups().filter((group) => group.length > 1);
}

function joinAlike(sets: DisjointSets, fingerprints: Uint8Array): void {
  const count = fingerprints.length / FINGERPRINT_BYTES;
  const vectors = new Float32Array(fingerprints.length);
  const detailLengths = new Float64Array(count);
  const isFlat = new Uint8Array(count);
  for (let photo = 0; photo < count; photo += 1) {
    const at = photo * FINGERPRINT_BYTES;
    const vector = coordinates(fingerprints.subarray(at, at + FINGERPRINT_BYTES));
    if (vector === undefined) isFlat[photo] = 1;
    else vectors.set(vector, at);
    const detail = vectors.subarray(at + SLOW_COORDINATES, at + FINGERPRINT_BYTES);
    detailLengths[photo] = Math.sqrt(detail.reduce((sum, value) => sum + value * value, 0));
  }
  const first = (photo: number): number => vectors[photo * FINGERPRINT_BYTES + FIRST_COORDINATE]!;
  const order = Uint32Array.from({ length: count }, (_, photo) => photo)
    .filter((photo) => isFlat[photo] === 0) // One colour all over: only equal bytes tell.
    .sort((a, b) => first(a) - first(b) || a - b);
  // For unit vectors |a - b|^2 = 2 - 2 correlation; no coordinate can differ by more than |a - b|.
  const largestSquare = 2 - 2 * LEAST_CORRELATION;
  const window = Math.sqrt(largestSquare);
  // The slow waves of all photos side by side, in the order of the search: most pairs end there, without leaving the cache.
  const slow = new Float32Array(order.length * SLOW_COORDINATES);
  order.forEach((photo, i) => {
    const at = photo * FINGERPRINT_BYTES;
    slow.set(vectors.subarray(at, at + SLOW_COORDINATES), i * SLOW_COORDINATES);
  });
  const firstSlow = (i: number): number => slow[i * SLOW_COORDINATES + FIRST_COORDINATE]!;
  for (let i = 0; i < order.length; i += 1) {
    const a = order[i]!;
    for (let j = i + 1; j < order.length && firstSlow(j) - firstSlow(i) <= window; j += 1) {
      if (!isCloser(slow, i * SLOW_COORDINATES, j * SLOW_COORDINATES, SLOW_COORDINATES, largestSquare)) continue;
      const b = order[j]!;
      if (!isCloser(vectors, a * FINGERPRINT_BYTES, b * FINGERPRINT_BYTES, FINGERPRINT_BYTES, largestSquare)) continue;
      const leastProduct = LEAST_DETAIL_CORRELATION * detailLengths[a]! * detailLengths[b]!;
      if (detailProduct(vectors, a, b) >= leastProduct) sets.join(a, b);
    }
  }
}

/** Whether the squared distance of two stretches stays at or below the limit; most are past it after a few coordinates. */
function isCloser(values: Float32Array, at: number, bt: number, length: number, limit: number): boolean {
  let sum = 0;
  for (let i = 0; i < length; i += 1) {
    const difference = values[at + i]! - values[bt + i]!;
    sum += difference * difference;
    if (sum > limit) return false;
  }
  return true;
}

function detailProduct(vectors: Float32Array, a: number, b: number): number {
  let sum = 0;
  for (
    let i = SLOW_COORDINATES, at = a * FINGERPRINT_BYTES, bt = b * FINGERPRINT_BYTES;
    i < FINGERPRINT_BYTES;
    i += 1
  ) {
    sum += vectors[at + i]! * vectors[bt + i]!;
  }
  return sum;
}

/** After the three constants, which are 0. */
const FIRST_COORDINATE = 3;

/** Brightness and two differences of colour: orthonormal, so distances stay, and photos differ most along the first. */
const OPPONENT_AXES = [
  [1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)],
  [1 / Math.sqrt(2), 0, -1 / Math.sqrt(2)],
  [1 / Math.sqrt(6), -2 / Math.sqrt(6), 1 / Math.sqrt(6)],
] as const;

/**
 * The fingerprint less the mean of each channel, with length 1, in cosines: lowest frequencies first, the three axes
 * of colour side by side. Undefined for one colour all over.
 */
function coordinates(fields: Uint8Array): Float64Array | undefined {
  const vector = new Float64Array(FINGERPRINT_BYTES);
  for (let channel = 0; channel < 3; channel += 1) {
    const [red, green, blue] = OPPONENT_AXES[channel]!;
    const plane = Float64Array.from(
      { length: FIELDS },
      (_, i) => red * fields[i]! + green * fields[FIELDS + i]! + blue * fields[2 * FIELDS + i]!,
    );
    const mean = plane.reduce((sum, field) => sum + field, 0) / FIELDS;
    const cosines = cosineTransform(plane.map((field) => field - mean));
    cosines.forEach((value, i) => {
      vector[3 * i + channel] = i === 0 ? 0 : value;
    });
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length < 1e-6 ? undefined : vector.map((value) => value / length);
}
