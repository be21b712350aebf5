/** "1 photo", "12 photos" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** "0.84 (0.79 to 0.88)" */
export function withInterval(value: number, interval: readonly [number, number] | null, digits = 2): string {
  if (interval === null) return value.toFixed(digits);
  return `${value.toFixed(digits)} (${interval[0].toFixed(digits)} to ${interval[1].toFixed(digits)})`;
}

/** "12.5 %" of a fraction. */
export function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}
