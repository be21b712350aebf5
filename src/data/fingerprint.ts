/** Side of the small grey picture that stands for a photo. */
const SIDE = 16;

/** Bytes of a fingerprint: a grey picture of 16 x 16. */
export const FINGERPRINT_BYTES = SIDE * SIDE;

/**
 * A small grey picture of a photo, by which near-duplicates are found: the mean luma (Rec. 601) of each of 16 x 16 fields.
 *
 * @param pixels planar RGB, 0..255: [3, size, size]
 * @returns [16, 16], 0..255
 */
export function fingerprint(pixels: Uint8Array, size: number): Uint8Array {
  const places = size * size;
  const luma = new Float64Array(places);
  for (let i = 0; i < places; i += 1) {
    luma[i] = 0.299 * pixels[i]! + 0.587 * pixels[places + i]! + 0.114 * pixels[2 * places + i]!;
  }
  const rows = fieldMeans(luma, size, size); // [size, SIDE]
  const means = fieldMeans(transposed(rows, size, SIDE), SIDE, size); // [SIDE (x), SIDE (y)]
  return Uint8Array.from(transposed(means, SIDE, SIDE), (mean) => Math.round(mean));
}

/** Means over SIDE fields of equal width along the last axis, which need not fall on whole places: [rows, width] -> [rows, SIDE]. */
function fieldMeans(values: Float64Array, rows: number, width: number): Float64Array {
  const means = new Float64Array(rows * SIDE);
  for (let field = 0; field < SIDE; field += 1) {
    const start = (field * width) / SIDE;
    const end = ((field + 1) * width) / SIDE;
    for (let x = Math.floor(start); x < Math.ceil(end); x += 1) {
      const share = (Math.min(x + 1, end) - Math.max(x, start)) / (end - start);
      for (let row = 0; row < rows; row += 1) {
        means[row * SIDE + field]! += share * values[row * width + x]!;
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
