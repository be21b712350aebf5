import { philox } from "../../base/random.ts";
import { waterOf } from "./backgrounds/setting.ts";
import { channels } from "./colour.ts";
import type { SceneFacts } from "./plan.ts";

/**
 * Light and water between fish and camera: gain and warmth of the light; under water red is swallowed and a share
 * `turbidity` of the light comes from the water itself. Works in place on pixels [H, W, 3].
 */
export function lightThrough(
  pixels: Uint8Array,
  { brightness, warmth, turbidity, waterColour }: SceneFacts,
  isUnderWater: boolean,
): void {
  const veil = channels(waterOf(waterColour).middle);
  const share = isUnderWater ? turbidity : 0;
  const swallowed = isUnderWater ? [0.1, 0.02, 0.03 * waterColour] : [0, 0, 0];
  const tables = [0, 1, 2].map((channel) => {
    const warm = 1 + warmth * (1 - channel);
    const gain = brightness * warm * (1 - swallowed[channel]!) * (1 - share);
    return Uint8ClampedArray.from({ length: 256 }, (_, value) => value * gain + veil[channel]! * share * brightness);
  });
  for (let channel = 0; channel < 3; channel += 1) {
    const table = tables[channel]!;
    for (let i = channel; i < pixels.length; i += 3) pixels[i] = table[pixels[i]!]!;
  }
}

/** Gaussian blur of pixels [size, size, 3] in place, along rows and then columns; edges repeat. */
export function blurPixels(pixels: Uint8Array, size: number, deviation: number): void {
  if (deviation < 0.2) return;
  const reach = Math.ceil(deviation * 2.5);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * deviation ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const kernel = Float32Array.from(weights, (weight) => weight / total);
  const line = new Float32Array(size);
  const smooth = (start: number, stride: number): void => {
    for (let i = 0; i < size; i += 1) line[i] = pixels[start + i * stride]!;
    for (let i = 0; i < size; i += 1) {
      let sum = 0;
      for (let k = -reach; k <= reach; k += 1)
        sum += kernel[k + reach]! * line[Math.max(0, Math.min(size - 1, i + k))]!;
      pixels[start + i * stride] = sum + 0.5;
    }
  };
  for (let channel = 0; channel < 3; channel += 1) {
    for (let row = 0; row < size; row += 1) smooth(row * size * 3 + channel, 3);
    for (let column = 0; column < size; column += 1) smooth(column * 3 + channel, size * 3);
  }
}

/** A normal deviate for each of 256 even steps of probability (by summing the logistic's inverse, scaled to deviation 1). */
const deviates = Float32Array.from({ length: 256 }, (_, i) => {
  const probability = (i + 0.5) / 256;
  return Math.log(probability / (1 - probability)) * 0.5513;
});

/** The camera's noise, added in place: independent for each value, `deviation` of full scale. */
export function addNoise(pixels: Uint8Array, deviation: number, seed: number, split: number, index: number): void {
  if (deviation <= 0) return;
  const gain = deviation * 255;
  const block = new Uint32Array(4);
  for (let start = 0, counter = 0; start < pixels.length; start += 16, counter += 1) {
    philox(block, counter, split, index, 0x6e6f6973, seed >>> 0, Math.floor(seed / 0x100000000));
    const end = Math.min(16, pixels.length - start);
    for (let i = 0; i < end; i += 1) {
      const byte = (block[i >> 2]! >>> ((i & 3) * 8)) & 255;
      pixels[start + i] = Math.max(0, Math.min(255, pixels[start + i]! + gain * deviates[byte]! + 0.5));
    }
  }
}
