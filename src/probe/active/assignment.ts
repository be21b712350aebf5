/**
 * The one-to-one assignment of rows to columns with the largest sum: how classes are best renamed.
 *
 * @param gains [n][n] finite
 * @returns [n] the column of each row
 * @source Kuhn 1955, "The Hungarian method for the assignment problem", with the potentials of Jonker & Volgenant 1987; O(n^3)
 */
export function bestAssignment(gains: readonly (readonly number[])[]): number[] {
  const n = gains.length;
  // Row and column 0 stand for "none yet"; costs are the gains' negatives.
  const rowPotential = new Float64Array(n + 1);
  const columnPotential = new Float64Array(n + 1);
  const rowOf = new Int32Array(n + 1);
  for (let row = 1; row <= n; row += 1) {
    const distance = new Float64Array(n + 1).fill(Infinity);
    const before = new Int32Array(n + 1);
    const isDone = new Uint8Array(n + 1);
    let column = 0;
    rowOf[0] = row;
    // The shortest path, by reduced costs, from the row to a column that is free.
    do {
      isDone[column] = 1;
      const at = rowOf[column]!;
      let nearest = -1;
      for (let next = 1; next <= n; next += 1) {
        if (isDone[next] === 1) continue;
        const cost = -gains[at - 1]![next - 1]! - rowPotential[at]! - columnPotential[next]!;
        if (cost < distance[next]!) {
          distance[next] = cost;
          before[next] = column;
        }
        if (nearest === -1 || distance[next]! < distance[nearest]!) nearest = next;
      }
      const step = distance[nearest]!;
      for (let next = 0; next <= n; next += 1) {
        if (isDone[next] === 1) {
          rowPotential[rowOf[next]!]! += step;
          columnPotential[next]! -= step;
        } else distance[next]! -= step;
      }
      column = nearest;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      rowOf[column] = rowOf[before[column]!]!;
      column = before[column]!;
    }
  }
  const columnOf = new Array<number>(n).fill(0);
  for (let column = 1; column <= n; column += 1) columnOf[rowOf[column]! - 1] = column - 1;
  return columnOf;
}
