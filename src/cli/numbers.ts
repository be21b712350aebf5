/** "84.3 %" of a fraction 0..1; a dash where there is none. */
export function percent(fraction: number | null | undefined, digits = 1): string {
  return fraction === null || fraction === undefined ? "-" : `${(100 * fraction).toFixed(digits)} %`;
}

/** "0.512"; a dash where there is none. */
export function figure(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return "-";
  const text = value.toFixed(digits);
  // What rounds to 0 from below has no sign.
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}

/** "1,021" */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** "1 photo", "3 photos" */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "45 s", "3 min 20 s", "2 h 05 min" */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
