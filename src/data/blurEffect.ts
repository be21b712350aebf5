/** Length of the line of pixels over which a picture is blurred once more, to see what that takes away. */
const reach = 9;

/**
 * How blurred a picture looks: it is blurred once more along each axis, and what stays of the differences between neighbours
 * is measured. A sharp picture loses most of them, a blurred one few. The content matters little, noise makes sharper.
 *
 * @param brightness [height, width] row by row, in any unit
 * @returns 0 sharp .. 1 blurred, the larger of the two directions (so a motion blur shows); null for one brightness all over
 * @source Crete, Dolmiere, Ladret & Nicolas 2007, "The blur effect: perception and estimation with a new no-reference
 *   perceptual blur metric"
 */
export function blurEffect(brightness: Float32Array, width: number, height: number): number | null {
  const across = alongLines(brightness, height, width, width, 1);
  const down = alongLines(brightness, width, height, 1, width);
  if (across === null && down === null) return null;
  return Math.max(across ?? 0, down ?? 0);
}

/** @param stride from one line to the next @param step from one pixel of a line to the next */
function alongLines(values: Float32Array, lines: number, length: number, stride: number, step: number): number | null {
  let differences = 0;
  let lost = 0;
  const line = new Float64Array(length);
  const blurred = new Float64Array(length);
  const half = (reach - 1) / 2;
  for (let l = 0; l < lines; l += 1) {
    for (let i = 0; i < length; i += 1) line[i] = values[l * stride + i * step]!;
    const at = (i: number): number => line[Math.min(length - 1, Math.max(0, i))]!; // the edge goes on
    let sum = 0;
    for (let i = -half; i <= half; i += 1) sum += at(i);
    for (let i = 0; i < length; i += 1) {
      blurred[i] = sum / reach;
      sum += at(i + half + 1) - at(i - half);
    }
    for (let i = 1; i < length; i += 1) {
      const before = Math.abs(line[i]! - line[i - 1]!);
      const after = Math.abs(blurred[i]! - blurred[i - 1]!);
      differences += before;
      lost += Math.max(0, before - after);
    }
  }
  return differences < 1e-6 ? null : (differences - lost) / differences;
}
