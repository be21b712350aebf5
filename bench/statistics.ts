/** A ratio as text, such as "0.83". */
export function ratio(ours: number, theirs: number | undefined): string {
  return theirs === undefined ? "-" : (ours / theirs).toFixed(2);
}

/** A difference as text, such as "+0.012" or "-0.300". */
export function signed(difference: number): string {
  return `${difference < 0 ? "-" : "+"}${Math.abs(difference).toFixed(3)}`;
}
