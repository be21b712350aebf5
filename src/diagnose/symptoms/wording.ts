/** "5.3 %", "42 %" */
export function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(Math.abs(fraction) < 0.1 ? 1 : 0)} %`;
}

/** "2.4 points" */
export function points(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} points`;
}
