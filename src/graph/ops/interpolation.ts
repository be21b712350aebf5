import { WrasseError } from "../../base/errors.ts";

/** How Resize finds, for a place of its output, the places of its input; ONNX's names. */
export interface Interpolation {
  readonly mode: string;
  readonly coordinate_transformation_mode: string;
  readonly nearest_mode: string;
}

/**
 * Resizing along one axis as a matrix: row o holds what each of the input's places gives to place o of the output.
 *
 * @param scale output length / input length, as Resize was given it
 * @returns [outputs][inputs]; every row adds up to 1
 * @throws WrasseError "interpolation-unknown"
 */
export function interpolationMatrix(inputs: number, outputs: number, scale: number, how: Interpolation): number[][] {
  return Array.from({ length: outputs }, (_, place) => {
    const row = new Array<number>(inputs).fill(0);
    const at = sourceOf(place, inputs, outputs, scale, how.coordinate_transformation_mode);
    const last = inputs - 1;
    if (how.mode === "nearest") {
      row[clamp(nearest(at, how.nearest_mode), last)] = 1;
    } else if (how.mode === "linear") {
      const inside = Math.min(Math.max(at, 0), last);
      const low = Math.floor(inside);
      row[low]! += 1 - (inside - low);
      row[clamp(low + 1, last)]! += inside - low;
    } else {
      throw unknown("mode", how.mode, "nearest or linear");
    }
    return row;
  });
}

function clamp(index: number, last: number): number {
  return Math.min(Math.max(index, 0), last);
}

/** The place of the input, a fraction, that a place of the output is computed from. */
function sourceOf(place: number, inputs: number, outputs: number, scale: number, mode: string): number {
  switch (mode) {
    case "half_pixel":
      return (place + 0.5) / scale - 0.5;
    case "pytorch_half_pixel":
      return outputs > 1 ? (place + 0.5) / scale - 0.5 : 0;
    case "asymmetric":
      return place / scale;
    case "align_corners":
      return outputs > 1 ? (place * (inputs - 1)) / (outputs - 1) : 0;
    default:
      throw unknown(
        "coordinate_transformation_mode",
        mode,
        "half_pixel, pytorch_half_pixel, asymmetric or align_corners",
      );
  }
}

function nearest(at: number, mode: string): number {
  switch (mode) {
    case "round_prefer_floor":
      return Math.ceil(at - 0.5);
    case "round_prefer_ceil":
      return Math.floor(at + 0.5);
    case "floor":
      return Math.floor(at);
    case "ceil":
      return Math.ceil(at);
    default:
      throw unknown("nearest_mode", mode, "round_prefer_floor, round_prefer_ceil, floor or ceil");
  }
}

function unknown(setting: string, got: string, expected: string): WrasseError {
  return new WrasseError("interpolation-unknown", {
    at: `Resize (${setting})`,
    expected,
    got,
    hint: "only these have a gradient: freeze the part of the model before this node, or export it with another mode",
  });
}
