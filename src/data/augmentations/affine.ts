/**
 * Where each point of a picture goes, in pixels from the picture's middle, x to the right and y down:
 * x' = xx * x + xy * y + x0, and y' = yx * x + yy * y + y0.
 */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

export const unmoved: Affine = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

/** First `a`, then `b`. */
export function followedBy(a: Affine, b: Affine): Affine {
  return {
    xx: b.xx * a.xx + b.xy * a.yx,
    xy: b.xx * a.xy + b.xy * a.yy,
    x0: b.xx * a.x0 + b.xy * a.y0 + b.x0,
    yx: b.yx * a.xx + b.yy * a.yx,
    yy: b.yx * a.xy + b.yy * a.yy,
    y0: b.yx * a.x0 + b.yy * a.y0 + b.y0,
  };
}

/** What undoes an affine map; its area factor must not be 0. */
export function inverse({ xx, xy, x0, yx, yy, y0 }: Affine): Affine {
  const area = xx * yy - xy * yx;
  const [ixx, ixy, iyx, iyy] = [yy / area, -xy / area, -yx / area, xx / area];
  return { xx: ixx, xy: ixy, x0: -(ixx * x0 + ixy * y0), yx: iyx, yy: iyy, y0: -(iyx * x0 + iyy * y0) };
}
