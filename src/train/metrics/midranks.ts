/**
 * The rank of each value, 1 for the smallest; equal values share the mean of their ranks.
 *
 * @param values [n] numbers without NaN
 * @returns [n] ranks, whole or half
 * @example midranks([0.2, 0.9, 0.2]) // [1.5, 3, 1.5]
 */
export function midranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    for (let place = start; place < end; place += 1) ranks[order[place]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
