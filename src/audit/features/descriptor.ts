import { setImmediate as letOthersRun } from "node:timers/promises";
import { bytesPerPhoto, type PixelStore } from "../../data/pixelStore.ts";

/** Fields along each side. */
const side = 4;
const fields = side * side;
/** Directions of edges, over half a turn. */
const directions = 8;
/** Six figures of colour and eight of edges for each field. */
export const descriptorWidth = fields * (6 + directions);

const photosAtATime = 64;

/**
 * What a photo looks like, without anything learnt: for each of 4 x 4 fields the mean and the deviation of brightness,
 * red against green and blue against yellow, and the strength of edges in 8 directions (square roots of the shares, so that
 * a change of light changes little). Blind to small detail; good enough to see that photos differ in light, colour, place
 * and layout.
 *
 * @returns [photos, 224]
 * @source Dalal & Triggs 2005, "Histograms of oriented gradients for human detection", for the edges
 */
export async function describePhotos(
  pixels: PixelStore,
  onProgress?: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const { count, size } = pixels;
  const described = new Float64Array(count * descriptorWidth);
  const bytes = bytesPerPhoto(size);
  const buffer = new Uint8Array(photosAtATime * bytes);
  for (let first = 0; first < count; first += photosAtATime) {
    const some = Uint32Array.from({ length: Math.min(photosAtATime, count - first) }, (_, i) => first + i);
    pixels.read(some, buffer);
    some.forEach((photo, row) => {
      const into = described.subarray(photo * descriptorWidth, (photo + 1) * descriptorWidth);
      describe(buffer.subarray(row * bytes, (row + 1) * bytes), size, into);
    });
    await letOthersRun();
    signal?.throwIfAborted();
    onProgress?.(Math.min(first + photosAtATime, count), count);
  }
  return described;
}

/** @param pixels planar RGB, 0..255: [3, size, size] */
function describe(pixels: Uint8Array, size: number, into: Float64Array): void {
  const places = size * size;
  const fieldOf = Uint8Array.from({ length: size }, (_, x) => Math.floor((x * side) / size));
  const counts = new Float64Array(fields);
  const sums = new Float64Array(fields * 6);
  const edges = new Float64Array(fields * directions);
  const brightness = new Float64Array(places);
  for (let place = 0; place < places; place += 1) {
    const red = pixels[place]! / 255;
    const green = pixels[places + place]! / 255;
    const blue = pixels[2 * places + place]! / 255;
    const field = fieldOf[Math.floor(place / size)]! * side + fieldOf[place % size]!;
    const bright = (red + green + blue) / 3;
    const redGreen = (red - green) / 2;
    const yellowBlue = (red + green) / 4 - blue / 2;
    brightness[place] = bright;
    counts[field]! += 1;
    sums[field * 6]! += bright;
    sums[field * 6 + 1]! += redGreen;
    sums[field * 6 + 2]! += yellowBlue;
    sums[field * 6 + 3]! += bright * bright;
    sums[field * 6 + 4]! += redGreen * redGreen;
    sums[field * 6 + 5]! += yellowBlue * yellowBlue;
  }
  let strength = 0;
  for (let y = 1; y < size - 1; y += 1) {
    for (let x = 1; x < size - 1; x += 1) {
      const place = y * size + x;
      const across = brightness[place + 1]! - brightness[place - 1]!;
      const down = brightness[place + size]! - brightness[place - size]!;
      const length = Math.hypot(across, down);
      if (length === 0) continue;
      const turn = (Math.atan2(down, across) / Math.PI + 2) % 1; // a direction and its opposite are one edge
      const direction = Math.min(directions - 1, Math.floor(turn * directions));
      edges[(fieldOf[y]! * side + fieldOf[x]!) * directions + direction]! += length;
      strength += length;
    }
  }
  for (let field = 0; field < fields; field += 1) {
    const at = field * (6 + directions);
    for (let i = 0; i < 3; i += 1) {
      const mean = sums[field * 6 + i]! / counts[field]!;
      into[at + i] = mean;
      into[at + 3 + i] = Math.sqrt(Math.max(0, sums[field * 6 + 3 + i]! / counts[field]! - mean * mean));
    }
    for (let direction = 0; direction < directions; direction += 1) {
      const share = strength === 0 ? 0 : edges[field * directions + direction]! / strength;
      into[at + 6 + direction] = Math.sqrt(share);
    }
  }
}
