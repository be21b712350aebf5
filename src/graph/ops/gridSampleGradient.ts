import { WrasseError } from "../../base/errors.ts";
import type { Value } from "../graph.ts";
import { abs } from "./abs.ts";
import { add } from "./add.ts";
import { and } from "./and.ts";
import { cast } from "./cast.ts";
import { clip } from "./clip.ts";
import { concat } from "./concat.ts";
import { div } from "./div.ts";
import { expand } from "./expand.ts";
import { floor } from "./floor.ts";
import { gatherElements } from "./gatherElements.ts";
import { greater } from "./greater.ts";
import { greaterOrEqual } from "./greaterOrEqual.ts";
import { less } from "./less.ts";
import { lessOrEqual } from "./lessOrEqual.ts";
import { mul } from "./mul.ts";
import { reduceSum } from "./reduceSum.ts";
import { reshape } from "./reshape.ts";
import { round } from "./round.ts";
import { scatterElements } from "./scatterElements.ts";
import { slice } from "./slice.ts";
import { sub } from "./sub.ts";

/** GridSample's attributes. */
export interface Sampling {
  readonly mode: "linear" | "nearest" | "cubic";
  readonly padding_mode: "zeros" | "border" | "reflection";
  readonly align_corners: 0 | 1;
}

/** One coordinate of all samples, in pixels; every value is [N, samples]. */
interface Coordinate {
  /** Where the sample lies, brought inside the picture by border or reflection. */
  readonly at: Value;
  /** How many pixels it moves when the grid's number grows by 1; 0 where it is held at the border. */
  readonly slope: Value;
  readonly size: number;
}

/** A pixel next to each sample: its place in the picture, how much it counts, and how that grows with x and y. */
interface Corner {
  /** [N, samples], int64: row * W + column, brought inside. */
  readonly index: Value;
  readonly weight: Value;
  readonly weightByX: Value | undefined;
  readonly weightByY: Value | undefined;
}

/** The gradient of GridSample by its picture: [N, C, H, W]. */
export function gradientByPicture(x: Value, grid: Value, dy: Value, sampling: Sampling): Value {
  const [images = 0, channels = 0, height = 0, width = 0] = x.shape;
  const corners = cornersOf(x, grid, sampling);
  const flat = flatten(dy);
  const updates = corners.map(({ weight }) => mul(flat, row(weight)));
  const indices = corners.map(({ index }) => expand(row(index), flat.shape));
  const nothing = expand(x.graph.scalar(0, x.dtype), [images, channels, height * width]);
  const sums = scatterElements(nothing, concat(indices, 2), concat(updates, 2), { axis: 2, reduction: "add" });
  return reshape(sums, x.shape);
}

/** The gradient of GridSample by its grid: [N, H', W', 2]. */
export function gradientByGrid(x: Value, grid: Value, dy: Value, sampling: Sampling): Value {
  if (sampling.mode === "nearest") return expand(grid.graph.scalar(0, grid.dtype), grid.shape);
  const { across, down } = coordinatesOf(x, grid, sampling);
  const flatX = flatten(x);
  const flat = flatten(dy);
  const corners = cornersOf(x, grid, sampling);
  const byCoordinate = (weightOf: (corner: Corner) => Value, slope: Value): Value => {
    const parts = corners.map((corner) => {
      const pixels = gatherElements(flatX, expand(row(corner.index), flat.shape), 2);
      return mul(reduceSum(mul(flat, pixels), [1], { keepdims: 0 }), weightOf(corner));
    });
    return reshape(
      mul(
        parts.reduce((sum, part) => add(sum, part)),
        slope,
      ),
      [...grid.shape.slice(0, 3), 1],
    );
  };
  return concat(
    [
      byCoordinate(({ weightByX }) => weightByX!, across.slope),
      byCoordinate(({ weightByY }) => weightByY!, down.slope),
    ],
    3,
  );
}

function cornersOf(x: Value, grid: Value, sampling: Sampling): Corner[] {
  const { across, down } = coordinatesOf(x, grid, sampling);
  if (sampling.mode === "nearest") return [cornerAt(round(across.at), round(down.at), across, down)];
  const left = floor(across.at);
  const top = floor(down.at);
  const toRight = sub(across.at, left);
  const toBottom = sub(down.at, top);
  const shares = { left: sub(1, toRight), right: toRight, top: sub(1, toBottom), bottom: toBottom };
  return (["left", "right"] as const).flatMap((side) =>
    (["top", "bottom"] as const).map((level) => {
      const column = side === "left" ? left : add(left, 1);
      const line = level === "top" ? top : add(top, 1);
      const corner = cornerAt(column, line, across, down);
      return {
        index: corner.index,
        weight: mul(corner.weight, mul(shares[side], shares[level])),
        weightByX: mul(mul(corner.weight, shares[level]), side === "left" ? -1 : 1),
        weightByY: mul(mul(corner.weight, shares[side]), level === "top" ? -1 : 1),
      };
    }),
  );
}

/** The pixel at a column and line: it counts 1 inside the picture, 0 outside (where its index is some pixel inside). */
function cornerAt(column: Value, line: Value, across: Coordinate, down: Coordinate): Corner {
  const isInside = and(isWithin(column, across.size - 1), isWithin(line, down.size - 1));
  const index = add(mul(clip(line, 0, down.size - 1), across.size), clip(column, 0, across.size - 1));
  const weight = cast(isInside, column.dtype);
  return { index: cast(index, "int64"), weight, weightByX: undefined, weightByY: undefined };
}

function isWithin(x: Value, last: number): Value {
  return and(greaterOrEqual(x, 0), lessOrEqual(x, last));
}

function coordinatesOf(x: Value, grid: Value, sampling: Sampling): { across: Coordinate; down: Coordinate } {
  if (sampling.mode === "cubic") {
    throw new WrasseError("no-gradient", {
      at: x.graph.at === "" ? "GridSample" : `${x.graph.at} (GridSample)`,
      expected: "a mode with a gradient: linear or nearest",
      got: "cubic",
      hint: "export the model with bilinear sampling, or freeze the part before this node",
    });
  }
  const [, , height = 0, width = 0] = x.shape;
  return { across: coordinateOf(grid, 0, width, sampling), down: coordinateOf(grid, 1, height, sampling) };
}

function coordinateOf(grid: Value, axis: number, size: number, { align_corners, padding_mode }: Sampling): Coordinate {
  const [images = 0, height = 0, width = 0] = grid.shape;
  const numbers = reshape(slice(grid, [axis], [axis + 1], [3]), [images, height * width]);
  // -1 and 1 are the middles of the outermost pixels when corners are aligned, else their outer edges.
  const perUnit = (align_corners === 1 ? size - 1 : size) / 2;
  const at = add(mul(numbers, perUnit), (size - 1) / 2);
  if (padding_mode === "zeros") return { at, slope: grid.graph.scalar(perUnit, grid.dtype), size };
  if (padding_mode === "border") return held(at, grid.graph.scalar(perUnit, grid.dtype), size);
  const edge = align_corners === 1 ? 0 : -0.5;
  const span = size - 1 - 2 * edge;
  // Mirrored at both edges: distance from the first edge runs 0..span, back to 0, and so on.
  const distance = abs(sub(at, edge));
  const turns = floor(div(distance, span));
  const rest = sub(distance, mul(turns, span));
  const isBack = sub(turns, mul(floor(mul(turns, 0.5)), 2)); // 1 on the way back, else 0
  const mirrored = add(add(rest, mul(isBack, sub(span, mul(rest, 2)))), edge);
  const before = cast(less(at, edge), at.dtype);
  const direction = mul(sub(1, mul(isBack, 2)), sub(1, mul(before, 2)));
  return held(mirrored, mul(direction, perUnit), size);
}

/** A coordinate held inside the picture; on the border and beyond it does not move, as in PyTorch. */
function held(at: Value, slope: Value, size: number): Coordinate {
  const isFree = and(greater(at, 0), less(at, size - 1));
  return { at: clip(at, 0, size - 1), slope: mul(cast(isFree, at.dtype), slope), size };
}

/** [N, C, A, B] as [N, C, A * B]. */
function flatten(x: Value): Value {
  const [images = 0, channels = 0, height = 0, width = 0] = x.shape;
  return reshape(x, [images, channels, height * width]);
}

/** [N, samples] as [N, 1, samples]: the same for each channel. */
function row(x: Value): Value {
  return reshape(x, [x.shape[0]!, 1, x.shape[1]!]);
}
