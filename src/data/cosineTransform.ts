import { FINGERPRINT_SIDE as SIDE } from "./fingerprint.ts";

/** Orthonormal cosines (DCT-II): [frequency, place]. */
const COSINES = Float64Array.from({ length: SIDE * SIDE }, (_, i) => {
  const frequency = Math.floor(i / SIDE);
  const place = i % SIDE;
  const scale = Math.sqrt((frequency === 0 ? 1 : 2) / SIDE);
  return scale * Math.cos((Math.PI * (place + 0.5) * frequency) / SIDE);
});

/** Places of the transform by rising sum of its two frequencies: the constant first. */
const BY_FREQUENCY = Array.from({ length: SIDE * SIDE }, (_, i) => i).sort(
  (a, b) => frequencySum(a) - frequencySum(b) || a - b,
);

function frequencySum(place: number): number {
  return Math.floor(place / SIDE) + (place % SIDE);
}

/** How many coordinates have frequencies whose sum is at most `sum`, for a sum under 16. */
export function coordinatesUpTo(sum: number): number {
  return ((sum + 1) * (sum + 2)) / 2;
}

/** A picture [16, 16] in a cosine basis, lowest frequencies first. Lengths and distances stay what they were. */
export function cosineTransform(picture: Float64Array): Float64Array {
  const both = transformLastAxis(transformLastAxis(picture));
  return Float64Array.from(BY_FREQUENCY, (place) => both[place]!);
}

/** Transforms the last axis and swaps the two: [a, b] -> [frequency of b, a]. */
function transformLastAxis(picture: Float64Array): Float64Array {
  const out = new Float64Array(SIDE * SIDE);
  for (let frequency = 0; frequency < SIDE; frequency += 1) {
    for (let row = 0; row < SIDE; row += 1) {
      let sum = 0;
      for (let i = 0; i < SIDE; i += 1) sum += picture[row * SIDE + i]! * COSINES[frequency * SIDE + i]!;
      out[frequency * SIDE + row] = sum;
    }
  }
  return out;
}
