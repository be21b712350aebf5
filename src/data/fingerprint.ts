/** Side of the small picture that stands for a photo. */
export const FINGERPRINT_SIDE = 16;

/** Bytes of a fingerprint: [3, 16, 16]. */
export const FINGERPRINT_BYTES = 3 * FINGERPRINT_SIDE * FINGERPRINT_SIDE;

/**
 * A small picture of a photo, by which near-duplicates are found: the mean of each of 16 x 16 fields.
 *
 * @param pixels planar RGB, 0..255: [3, size, size]
 * @returns planar RGB, 0..255: [3, 16, 16]
 */
export function fingerprint(pixels: Uint8Array, size: number): Uint8Array {
  return fieldPicture(pixels, size, FINGERPRINT_SIDE);
}

/**
 * A photo in few fields: the mean of each of side x side.
 *
 * @param pixels planar RGB, 0..255: [3, size, size]
 * @returns planar RGB, 0..255: [3, side, side]
 */
export function fieldPicture(pixels: Uint8Array, size: number, side: number): Uint8Array {
  const rows = fieldMeans(pixels, 3 * size, size, side); // [3, size, side]
  const fields = side * side;
  const out = new Uint8Array(3 * fields);
  for (let channel = 0; channel < 3; channel += 1) {
    const plane = rows.subarray(channel * size * side, (channel + 1) * size * side);
    const means = fieldMeans(transposed(plane, size, side), side, size, side); // [side (x), side (y)]
    transposed(means, side, side).forEach((mean, i) => {
      out[channel * fields + i] = Math.round(mean);
    });
  }
  return out;
}

/** Means over fields of equal width along the last axis, which need not fall on whole places: [rows, width] -> [rows, side]. */
function fieldMeans(values: ArrayLike<number>, rows: number, width: number, side: number): Float64Array {
  const means = new Float64Array(rows * side);
  for (let field = 0; field < side; field += 1) {
    const start = (field * width) / side;
    const end = ((field + 1) * width) / side;
    for (let x = Math.floor(start); x < Math.ceil(end); x += 1) {
      const share = (Math.min(x + 1, end) - Math.max(x, start)) / (end - start);
      for (let row = 0; row < rows; row += 1) {
        means[row * side + field]! += share * values[row * width + x]!;
      }
    }
  }
  return means;
}

function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) out[column * rows + row] = values[row * columns + column]!;
  }
  return out;
}
