import { shapeError, type Value } from "../graph.ts";
import { ints, text } from "../operator.ts";
import type { Shape } from "../tensor.ts";

/** The attributes of convolutions and pools that say where their windows lie, under ONNX's names. */
export const windowAttributes = {
  /** NOTSET uses `pads`; VALID none; SAME_UPPER and SAME_LOWER pad so that the output is input / stride, rounded up. */
  auto_pad: text("NOTSET"),
  dilations: ints(),
  /** [before by axis..., after by axis...]; default 0. */
  pads: ints(),
  strides: ints(),
};

export interface WindowAttributes {
  readonly auto_pad?: string;
  readonly dilations?: readonly number[] | undefined;
  readonly pads?: readonly number[] | undefined;
  readonly strides?: readonly number[] | undefined;
  readonly ceil_mode?: number;
}

/** Where the windows of a convolution or pool lie, with everything written out; one number for each axis of places. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padsBefore: readonly number[];
  readonly padsAfter: readonly number[];
  /** How many windows there are along each axis. */
  readonly output: readonly number[];
}

/**
 * Resolves attributes against x [N, C, places...].
 * @throws WrasseError "shape-does-not-fit" when x has no places, or a window does not fit into them
 */
export function resolveWindow(operator: string, x: Value, kernel: Shape, attributes: WindowAttributes): Window {
  const places = x.shape.slice(2);
  if (places.length === 0 || places.length !== kernel.length) {
    throw shapeError(operator, x, {
      expected: `x [N, C, and ${kernel.length} axes of places], as its kernel [${kernel}] has`,
      got: `[${x.shape}]`,
      hint: "put it before flatten or global pooling, where there still are places",
    });
  }
  const ones = kernel.map(() => 1);
  const strides = attributes.strides ?? ones;
  const dilations = attributes.dilations ?? ones;
  const extents = kernel.map((size, axis) => dilations[axis]! * (size - 1) + 1);
  const { before, after } = resolvePads(places, extents, strides, attributes);
  const output = places.map((size, axis) => {
    const room = size + before[axis]! + after[axis]! - extents[axis]!;
    if (room < 0) {
      throw shapeError(operator, x, {
        expected: `places of at least the window's size [${extents}]`,
        got: `[${places}] with [${before}] and [${after}] of padding`,
        hint: "use a smaller kernel, more padding, fewer pools before it, or larger pictures",
      });
    }
    const whole = Math.floor(room / strides[axis]!) + 1;
    if (attributes.ceil_mode !== 1 || room % strides[axis]! === 0) return whole;
    // One window more, for the rest; but none that begins in the padding after the picture.
    return whole * strides[axis]! < size + before[axis]! ? whole + 1 : whole;
  });
  return { kernel, strides, dilations, padsBefore: before, padsAfter: after, output };
}

function resolvePads(
  places: Shape,
  extents: Shape,
  strides: Shape,
  { auto_pad = "NOTSET", pads }: WindowAttributes,
): { before: number[]; after: number[] } {
  if (auto_pad === "NOTSET" && pads !== undefined) {
    return { before: pads.slice(0, places.length), after: pads.slice(places.length) };
  }
  if (!auto_pad.startsWith("SAME")) return { before: places.map(() => 0), after: places.map(() => 0) };
  const total = places.map((size, axis) => {
    const windows = Math.ceil(size / strides[axis]!);
    return Math.max(0, (windows - 1) * strides[axis]! + extents[axis]! - size);
  });
  const smaller = total.map((pad) => Math.floor(pad / 2));
  const larger = total.map((pad) => Math.ceil(pad / 2));
  return auto_pad === "SAME_UPPER" ? { before: smaller, after: larger } : { before: larger, after: smaller };
}
