/** An interval's lower and upper end. */
type Ends = readonly [low: number, high: number];

/** How a language writes numbers. */
export interface Numbers {
  /** 1234.5 as "1,234.5"; a number of up to `digits` decimals, default 0. */
  readonly count: (value: number, digits?: number) => string;
  /** A fraction as a percentage: 0.9215 as "92.2 %". */
  readonly percent: (fraction: number) => string;
  /** A difference of two fractions, with its sign: 0.605 as "+60.5 points". */
  readonly points: (difference: number) => string;
  /** The interval of a fraction: "90.1 to 94 %". */
  readonly percentInterval: (ends: Ends) => string;
  /** The interval of a difference: "+55 to +66 points". */
  readonly pointsInterval: (ends: Ends) => string;
  /** Three figures: 0.001234 as "0.00123"; very large and very small ones as powers of ten; 0 as "0". */
  readonly figure: (value: number) => string;
  /** A p: "0.031"; what is below 0.001 as "< 0.001". */
  readonly p: (value: number) => string;
  /** "42 seconds", "3 minutes", "1.4 hours". */
  readonly duration: (seconds: number) => string;
}

interface Spelling {
  readonly locale: string;
  /** What follows the number of a percentage. */
  readonly percentSign: string;
  readonly points: string;
  readonly to: string;
  readonly seconds: (text: string, value: number) => string;
  readonly minutes: (text: string, value: number) => string;
  readonly hours: (text: string, value: number) => string;
}

/** Numbers in a locale's own form. Where there is no number, a dash. */
export function numbersOf({ locale, percentSign, points, to, ...units }: Spelling): Numbers {
  const written = (value: number, digits: number, sign: "auto" | "exceptZero" = "auto"): string =>
    Number.isFinite(value)
      ? new Intl.NumberFormat(locale, { maximumFractionDigits: digits, signDisplay: sign })
          .format(value)
          .replace("-", "−")
      : notFinite(value);
  // JSON's null times 100 would be 0.
  const hundredfold = (value: number): number => (Number.isFinite(value) ? 100 * value : Number.NaN);
  const signed = (difference: number): string => written(hundredfold(difference), 1, "exceptZero");
  const figure = (value: number): string => {
    const size = Math.abs(value);
    if (value === 0 || !Number.isFinite(value)) return written(value, 0);
    if (size >= 1e-3 && size < 1e5) {
      return new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(value).replace("-", "−");
    }
    const [digits, power] = value.toExponential(1).split("e");
    const mantissa = written(Number(digits), 1);
    const exponent = superscript(Number(power));
    return mantissa === "1" ? `10${exponent}` : `${mantissa} × 10${exponent}`;
  };
  return {
    count: (value, digits = 0) => written(value, digits),
    percent: (fraction) => `${written(hundredfold(fraction), 1)}${percentSign}`,
    points: (difference) => `${signed(difference)} ${points}`,
    percentInterval: ([low, high]) =>
      `${written(hundredfold(low), 1)} ${to} ${written(hundredfold(high), 1)}${percentSign}`,
    pointsInterval: ([low, high]) => `${signed(low)} ${to} ${signed(high)} ${points}`,
    figure,
    p: (value) => (value < 0.001 ? `< ${written(0.001, 3)}` : written(value, 3)),
    duration: (seconds) => {
      if (seconds < 120) return units.seconds(written(seconds, seconds < 10 ? 1 : 0), seconds);
      if (seconds < 7200) return units.minutes(written(seconds / 60, seconds < 600 ? 1 : 0), seconds / 60);
      return units.hours(written(seconds / 3600, 1), seconds / 3600);
    },
  };
}

/** JSON has no number that is not finite and gives null in its place, which is a dash here as NaN is. */
function notFinite(value: number): string {
  return value === Number.POSITIVE_INFINITY ? "∞" : value === Number.NEGATIVE_INFINITY ? "−∞" : "–";
}

function superscript(power: number): string {
  const digits = [...String(Math.abs(power))].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!);
  return `${power < 0 ? "⁻" : ""}${digits.join("")}`;
}
