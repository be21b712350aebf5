/**
 * p values for several hypotheses at once, so that the chance of one false rejection among all stays what is asked: the
 * smallest times their number, the next times one less, and so on, never falling.
 *
 * @returns in the order given, at most 1
 * @source Holm 1979, "A simple sequentially rejective multiple test procedure"
 */
export function holm(ps: readonly number[]): number[] {
  const order = [...ps.keys()].sort((a, b) => ps[a]! - ps[b]!);
  const adjusted = new Array<number>(ps.length);
  let least = 0;
  order.forEach((place, rank) => {
    least = Math.max(least, Math.min(1, ps[place]! * (ps.length - rank)));
    adjusted[place] = least;
  });
  return adjusted;
}

/**
 * p values for several hypotheses whose order was fixed before their data came in: each is tested at the full level as long as
 * all before it were rejected. Of six pairs no p is below 0.031, which Holm's factor for three would bring over 0.05.
 *
 * @returns each the largest of its own and those before it
 * @source Maurer, Hothorn & Lehmacher 1995, "Multiple comparisons in drug clinical trials and preclinical assays: a-priori
 *   ordered hypotheses"
 */
export function fixedSequence(ps: readonly number[]): number[] {
  return ps.map((_, i) => Math.max(...ps.slice(0, i + 1)));
}
