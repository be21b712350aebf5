/** A naive Bayes classifier of categories, in which each class is as likely before anything is known. */
export interface NaiveBayes {
  /** The likeliest class of a row; the first of equal ones. */
  predict(row: readonly number[]): number;
}

/**
 * Learns how often each value goes with each class, column by column, with one imagined photo of each value (Laplace).
 *
 * @param rows [n][columns] numbers of values, 0 upwards
 * @param values how many values each column has
 */
export function naiveBayes(
  rows: readonly (readonly number[])[],
  labels: ArrayLike<number>,
  classes: number,
  values: readonly number[],
): NaiveBayes {
  const seen = values.map((count) => new Float64Array(classes * count).fill(1));
  const totals = values.map((count) => new Float64Array(classes).fill(count));
  rows.forEach((row, i) => {
    row.forEach((value, column) => {
      seen[column]![labels[i]! * values[column]! + value]! += 1;
      totals[column]![labels[i]!]! += 1;
    });
  });
  return {
    predict(row) {
      let best = 0;
      let most = Number.NEGATIVE_INFINITY;
      for (let label = 0; label < classes; label += 1) {
        let score = 0;
        for (let column = 0; column < row.length; column += 1) {
          score += Math.log(seen[column]![label * values[column]! + row[column]!]! / totals[column]![label]!);
        }
        if (score > most + 1e-12) {
          most = score;
          best = label;
        }
      }
      return best;
    },
  };
}
