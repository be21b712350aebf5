import { channels } from "../../src/data/aquarium/colour.ts";

/**
 * "#rrggbb" in CIELAB under D65: lightness 0..100, a (green to red) and b (blue to yellow) about -100..100.
 * @source CIE 15:2004, section 8.2.1, with sRGB's primaries (IEC 61966-2-1)
 */
export function labOf(hex: string): readonly [number, number, number] {
  const [r, g, b] = channels(hex).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const bent = (t: number): number => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);
  const x = bent((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = bent(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = bent((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
