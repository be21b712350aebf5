/**
 * The colours of maps: viridis (van der Walt & Smith 2015), whose lightness rises evenly, so that colour-blind readers and a grey
 * printer see the same order. The same in light and dark.
 */
const stops = ["#440154", "#46327e", "#365c8d", "#277f8e", "#1fa187", "#4ac16d", "#a0da39", "#fde725"];

/** A share's colour, and the one of black and white that can be read on it. @param share 0..1 */
export function shade(share: number): { readonly fill: string; readonly text: string } {
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(place));
  const mixed = [1, 3, 5].map((at) => {
    const [from, to] = [stops[low]!, stops[low + 1]!].map((stop) => Number.parseInt(stop.slice(at, at + 2), 16));
    return Math.round(from! + (to! - from!) * (place - low));
  });
  return { fill: `rgb(${mixed.join(",")})`, text: luminance(mixed) > 0.18 ? "#000000" : "#ffffff" };
}

/** Relative luminance, 0..1, as WCAG 2 defines it; at 0.18 black and white have the same contrast. */
function luminance(channels: readonly number[]): number {
  const [red, green, blue] = channels.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
