/** DejaVu Sans is on every Linux desktop and Verdana, its model, elsewhere: the same widths. */
export const fontFamily = "DejaVu Sans, Verdana, sans-serif";

/**
 * About how wide a text is in DejaVu Sans, never too narrow: what makes room for names without a browser to measure them.
 *
 * @param size font size in pixels
 * @returns pixels
 */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) {
    if (/[\u2e80-\uffff]|[\u{10000}-\u{3ffff}]/u.test(character))
      ems += 1.05; // Chinese, Japanese, Korean, emoji
    else if (/[mwMW@%—]/.test(character)) ems += 1;
    else if (/[A-HJ-Z]/.test(character)) ems += 0.75;
    else if (/[fijlrtI .,:;'|!()[\]-]/.test(character)) ems += 0.42;
    else ems += 0.64;
  }
  return ems * size;
}

/** A fraction as people read it: 0.9215 is "92.2 %", with no decimal where there is nothing behind the point. */
export function percent(fraction: number): string {
  const value = Math.round(fraction * 1000) / 10;
  return `${Number.isInteger(value) ? value : value.toFixed(1)} %`;
}
