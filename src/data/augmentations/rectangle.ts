/** A part of a picture in whole pixels. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Writes a value to a rectangle of a picture [size, size]. */
export function fillRectangle(
  picture: Uint8Array | Float32Array,
  size: number,
  { left, top, width, height }: Rectangle,
  value: number,
): void {
  for (let row = top; row < top + height; row += 1) picture.fill(value, row * size + left, row * size + left + width);
}
