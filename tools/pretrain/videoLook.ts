import type { Draws } from "../../src/base/random.ts";

/**
 * Gives a painted picture the look of a frame of underwater video: a colour cast, other contrast and saturation, fewer
 * pixels, a black bar at an edge. It differs each time a picture is shown, which makes more of every picture painted.
 *
 * @param planes RGB [3, size, size], read from `offset` and changed in place
 * @param isMirrored left and right change places first
 */
export function videoLook(planes: Uint8Array, offset: number, size: number, isMirrored: boolean, rng: Draws): void {
  const places = size * size;
  if (isMirrored) {
    for (let row = 0; row < 3 * size; row += 1) {
      planes.subarray(offset + row * size, offset + (row + 1) * size).reverse();
    }
  }
  if (rng.chance(0.5)) coarsen(planes, offset, size, Math.round(rng.uniform(size * 0.4, size * 0.9)));
  const gain = Math.exp(rng.normal(0, 0.15));
  const gains = [0, 1, 2].map(() => gain * Math.exp(rng.normal(0, 0.12)));
  const lift = rng.uniform(-20, 20);
  const contrast = Math.exp(rng.normal(0, 0.2));
  const saturation = rng.chance(0.1) ? rng.uniform(0, 0.4) : rng.uniform(0.6, 1.6);
  const [r, g, b] = [offset, offset + places, offset + 2 * places];
  for (let i = 0; i < places; i += 1) {
    const red = planes[r + i]! * gains[0]!;
    const green = planes[g + i]! * gains[1]!;
    const blue = planes[b + i]! * gains[2]!;
    const grey = 0.3 * red + 0.59 * green + 0.11 * blue;
    const base = (grey - 128) * contrast + 128 + lift;
    const colour = saturation * contrast;
    planes[r + i] = held(base + (red - grey) * colour);
    planes[g + i] = held(base + (green - grey) * colour);
    planes[b + i] = held(base + (blue - grey) * colour);
  }
  if (rng.chance(0.2)) blackBar(planes, offset, size, rng);
}

function held(value: number): number {
  return Math.max(0, Math.min(255, value));
}

/** As if it had been taken with `coarse` pixels a side and enlarged: bilinear both ways. */
function coarsen(planes: Uint8Array, offset: number, size: number, coarse: number): void {
  const small = new Float32Array(coarse * coarse);
  const down = taps(coarse, size);
  const up = taps(size, coarse);
  for (let channel = 0; channel < 3; channel += 1) {
    const plane = planes.subarray(offset + channel * size * size, offset + (channel + 1) * size * size);
    resample(plane, size, small, coarse, down);
    resample(small, coarse, plane, size, up);
  }
}

interface Taps {
  readonly first: Uint16Array;
  readonly share: Float32Array;
}

/** For each of `to` pixels, the first of two neighbours among `from` pixels and how much the second counts. */
function taps(to: number, from: number): Taps {
  const first = new Uint16Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i += 1) {
    const place = Math.max(0, Math.min(from - 1, ((i + 0.5) * from) / to - 0.5));
    first[i] = Math.min(from - 2, Math.floor(place));
    share[i] = place - first[i]!;
  }
  return { first, share };
}

function resample(
  source: Uint8Array | Float32Array,
  from: number,
  target: Uint8Array | Float32Array,
  to: number,
  { first, share }: Taps,
): void {
  for (let y = 0; y < to; y += 1) {
    const top = first[y]! * from;
    const low = share[y]!;
    for (let x = 0; x < to; x += 1) {
      const left = first[x]!;
      const right = share[x]!;
      const above = source[top + left]! * (1 - right) + source[top + left + 1]! * right;
      const below = source[top + from + left]! * (1 - right) + source[top + from + left + 1]! * right;
      target[y * to + x] = above * (1 - low) + below * low;
    }
  }
}

/** What lies beyond the frame of the video, on one side. */
function blackBar(planes: Uint8Array, offset: number, size: number, rng: Draws): void {
  const width = Math.round(size * rng.uniform(0.04, 0.25));
  const side = rng.below(4);
  for (let row = 0; row < 3 * size; row += 1) {
    const y = row % size;
    const start = offset + row * size;
    if (side === 0 && y < width) planes.fill(0, start, start + size);
    if (side === 1 && y >= size - width) planes.fill(0, start, start + size);
    if (side === 2) planes.fill(0, start, start + width);
    if (side === 3) planes.fill(0, start + size - width, start + size);
  }
}
