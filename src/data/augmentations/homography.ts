import type { Affine } from "./affine.ts";
import { adjugate, type Matrix, product } from "./matrix.ts";

/**
 * Where each point of a picture goes under a change of perspective, as a 3 x 3 matrix row by row, in pixels from the
 * picture's middle: (x, y, 1) -> (X, Y, W), which is the point (X / W, Y / W).
 */
export type Homography = Matrix;

/** A point in pixels from the picture's middle: x to the right, y down. */
export type Point = readonly [x: number, y: number];

/** The corners of a four-sided figure: top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

export function isHomography(move: Affine | Homography): move is Homography {
  return Array.isArray(move);
}

export function homographyOf(move: Affine | Homography): Homography {
  if (isHomography(move)) return move;
  return [move.xx, move.xy, move.x0, move.yx, move.yy, move.y0, 0, 0, 1];
}

/** First `a`, then `b`. */
export function homographiesInTurn(a: Homography, b: Homography): Homography {
  return product(b, a);
}

/** What undoes it, scaled so that the middle's W is 1. */
export function inverseHomography(homography: Homography): Homography {
  const scaled = adjugate(homography);
  return scaled.map((value) => value / scaled[8]) as unknown as Homography;
}

/** The change of perspective that sends four corners to four others; no three of either may lie on a line. */
export function homographyBetween(from: Corners, to: Corners): Homography {
  return homographiesInTurn(inverseHomography(fromUnitSquare(from)), fromUnitSquare(to));
}

/** Source: Heckbert 1989, "Fundamentals of texture mapping and image warping", section 2.2.3. */
function fromUnitSquare([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: Corners): Homography {
  const [dx1, dy1, dx2, dy2] = [x1 - x2, y1 - y2, x3 - x2, y3 - y2];
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
  const area = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / area;
  const h = (dx1 * sy - sx * dy1) / area;
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, 1];
}
