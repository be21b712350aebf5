import type { Value } from "../graph.ts";
import { pad } from "./pad.ts";
import type { Window } from "./window.ts";

/** x moved by rows and dy moved by columns, once for each row and each column of the kernel. */
export interface ShiftedPictures {
  /** [N, C, rows of dy, columns of x] each */
  readonly rows: readonly Value[];
  /** [N, M, rows of dy, columns of x] each */
  readonly columns: readonly Value[];
}

/**
 * What a tap of a kernel sees is x moved by rows and columns. To multiply it with dy and sum over places, x may as well be
 * moved by rows and dy by columns the other way: rows[i] times columns[j], summed over places, is that of tap (i, j). A 3x3
 * kernel needs 3 copies of either, where moving x alone takes 9.
 *
 * @param x [N, C, H, W]
 * @param dy [N, M, rows, columns]
 * @returns undefined where it does not apply: not two axes of places, strides above 1, a shift past the edge
 */
export function shiftedPictures(x: Value, dy: Value, window: Window): ShiftedPictures | undefined {
  const { kernel, strides, dilations, padsBefore, output } = window;
  if (kernel.length !== 2 || strides.some((stride) => stride !== 1)) return undefined;
  const [height = 0, width = 0] = x.shape.slice(2);
  const [rows = 0, columns = 0] = output;
  const steps = (axis: number): number[] => Array.from({ length: kernel[axis]! }, (_, i) => i * dilations[axis]!);
  const movesOfX = steps(0).map((step): Move => ({ before: padsBefore[0]! - step, size: height, becomes: rows }));
  const movesOfDy = steps(1).map((step): Move => ({ before: step - padsBefore[1]!, size: columns, becomes: width }));
  if (![...movesOfX, ...movesOfDy].every(isWithin)) return undefined;
  return {
    rows: movesOfX.map((move) => moved(x, 2, move)),
    columns: movesOfDy.map((move) => moved(dy, 3, move)),
  };
}

/** An axis with `before` zeros put in front (or, below 0, places cut off), and as many at its end as make its new size. */
interface Move {
  readonly before: number;
  readonly size: number;
  readonly becomes: number;
}

function after({ before, size, becomes }: Move): number {
  return becomes - size - before;
}

/** Whether something of the picture is left. */
function isWithin(move: Move): boolean {
  return Math.max(0, -move.before) + Math.max(0, -after(move)) < move.size;
}

function moved(value: Value, axis: number, move: Move): Value {
  if (move.before === 0 && after(move) === 0) return value;
  const amounts = value.shape.map((_, at) => (at === axis ? [move.before, after(move)] : [0, 0]));
  return pad(value, [...amounts.map(([before = 0]) => before), ...amounts.map(([, behind = 0]) => behind)]);
}
