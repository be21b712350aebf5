/** How a column writes decimals: 12.5, or 12,5 as much of the world does. */
export type DecimalMark = "point" | "comma";

const withPoint = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const withComma = /^[+-]?\d*,\d+(?:e[+-]?\d+)?$/i;
/** "1,234" may be 1234 or 1.234. */
const likeThousands = /^[+-]?\d{1,3},\d{3}$/;

/**
 * A cell as a number: 12, -0.5, .5, 1e3, and with the mark "comma" also 12,5. Units, thousands separators, hexadecimal
 * numbers and infinities are none.
 *
 * @param text without spaces round it
 * @returns undefined where it is not a finite number
 */
export function readNumber(text: string, mark: DecimalMark): number | undefined {
  const plain = mark === "comma" && withComma.test(text) ? text.replace(",", ".") : text;
  if (!withPoint.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * How a column writes decimals. A comma is taken for the decimal mark only where no value has a point and one at least
 * cannot be a thousands separator: 12,5 among them settles it, 1,234 alone does not.
 */
export function decimalMarkOf(values: readonly string[]): DecimalMark {
  const commas = values.filter((value) => withComma.test(value));
  const hasPoint = values.some((value) => value.includes(".") && withPoint.test(value));
  return !hasPoint && commas.some((value) => !likeThousands.test(value)) ? "comma" : "point";
}
