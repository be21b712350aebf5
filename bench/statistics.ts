/** The middle of the numbers; of an even count, the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.floor(half - 0.5)]! + sorted[Math.ceil(half - 0.5)]!) / 2;
}

/** A ratio as text, such as "0.83". */
export function ratio(ours: number, theirs: number | undefined): string {
  return theirs === undefined ? "-" : (ours / theirs).toFixed(2);
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** A difference as text, such as "+0.012" or "-0.300". */
export function signed(difference: number): string {
  return `${difference < 0 ? "-" : "+"}${Math.abs(difference).toFixed(3)}`;
}
