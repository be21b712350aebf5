/** Words for what is no finite number, as Python, JavaScript and C print them. */
const words: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Infinity,
  infinity: Infinity,
  "-inf": -Infinity,
  "-infinity": -Infinity,
};

/** Texts that say that there is no number. */
const empty = ["", "none", "null", "na", "n/a", "-"];

/**
 * A number as logs write it: "0.5", "1e-04", "nan", "0,5" (where the comma is the decimal mark), "87.5%" (as 87.5).
 *
 * @param isCommaDecimal a comma stands between whole and part
 * @returns undefined for an empty cell; null for a text that is no number
 */
export function numberInText(text: string, isCommaDecimal = false): number | undefined | null {
  const trimmed = text.trim().toLowerCase();
  if (empty.includes(trimmed)) return undefined;
  const word = words[trimmed];
  if (word !== undefined) return word;
  const plain = (isCommaDecimal ? trimmed.replace(",", ".") : trimmed).replace(/\s*%$/, "");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(plain) ? Number(plain) : null;
}
