/** Colours as "#rrggbb" and the few things a painter does with them. */

type Rgb = readonly [number, number, number];

/** The channels of "#rrggbb", each 0..255. */
export function channels(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** "#rrggbb" of three channels; each is rounded and held within 0..255. */
function hexOf(rgb: Rgb): string {
  const byte = (value: number): string =>
    Math.max(0, Math.min(255, Math.round(value)))
      .toString(16)
      .padStart(2, "0");
  return `#${byte(rgb[0])}${byte(rgb[1])}${byte(rgb[2])}`;
}

/** The colour a share (0..1) of the way from one colour to another. */
export function mix(from: string, to: string, share: number): string {
  const a = channels(from);
  const b = channels(to);
  return hexOf([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]);
}

/** A lighter colour: a share (0..1) of the way to white. */
export function lighter(colour: string, share: number): string {
  return mix(colour, "#ffffff", share);
}

/** A darker colour: a share (0..1) of the way to black. */
export function darker(colour: string, share: number): string {
  return mix(colour, "#000000", share);
}

/** The colour under light of other strength and warmth: `gain` multiplies all channels, `warmth` moves blue to red. */
export function lit(colour: string, gain: number, warmth: number): string {
  const [r, g, b] = channels(colour);
  return hexOf([r * gain * (1 + warmth), g * gain, b * gain * (1 - warmth)]);
}

/** The colour at a place (0..1) of a row of evenly spaced colours. */
export function along(colours: readonly string[], place: number): string {
  const position = Math.max(0, Math.min(1, place)) * (colours.length - 1);
  const index = Math.min(colours.length - 2, Math.floor(position));
  return mix(colours[index]!, colours[index + 1]!, position - index);
}
