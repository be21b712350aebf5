import type { Point } from "./sketch.ts";

/** How one fish holds itself before the camera. */
export interface Pose {
  /** The longer side of the fish's box over the frame's side, 0..1. */
  readonly share: number;
  /** Where the box lies in the room that is left, 0 (left) .. 1 (right); 0.5 is the middle. */
  readonly x: number;
  /** The same from top (0) to bottom (1). */
  readonly y: number;
  /** Turn in the picture's plane in degrees, head up is positive. */
  readonly roll: number;
  /** Turn out of the picture's plane in degrees: the fish is seen shorter, its nearer end larger. */
  readonly yaw: number;
  /** Curve of the spine from head to tail in radians; the sign says to which side. */
  readonly bend: number;
  readonly facing: "left" | "right";
}

/** A place on the fish: u from the snout (0) to the root of the tail (1), v in body lengths above the spine. */
export type Place = (u: number, v: number) => Point;

const spineStart = -0.3;
const spineEnd = 1.7;
const spineSteps = 80;

/**
 * Where each place of a fish comes to lie, in body lengths, before it is fitted into the frame.
 * @param waves how much the body snakes, in radians (0 for all but eels)
 */
function postureOf(pose: Pose, waves: number): Place {
  const angleAt = (u: number): number => pose.bend * (u - 0.35) + waves * Math.sin(2 * Math.PI * (u * 1.4 + pose.x));
  const step = (spineEnd - spineStart) / spineSteps;
  const spine: Point[] = [[spineStart, 0]];
  for (let i = 0; i < spineSteps; i += 1) {
    const angle = angleAt(spineStart + (i + 0.5) * step);
    const [x, y] = spine[i]!;
    spine.push([x + Math.cos(angle) * step, y + Math.sin(angle) * step]);
  }
  const yaw = (pose.yaw * Math.PI) / 180;
  const roll = (pose.roll * Math.PI) / 180;
  const side = pose.facing === "left" ? 1 : -1;
  return (u, v) => {
    const place = Math.max(0, Math.min(spineSteps - 1e-6, (u - spineStart) / step));
    const index = Math.floor(place);
    const rest = place - index;
    const from = spine[index]!;
    const to = spine[index + 1]!;
    const angle = angleAt(u);
    const nearness = 1 - 0.4 * Math.sin(yaw) * (u - 0.5);
    const x = (from[0] + (to[0] - from[0]) * rest + Math.sin(angle) * v - 0.5) * Math.cos(yaw) * nearness;
    const y = (from[1] + (to[1] - from[1]) * rest - Math.cos(angle) * v) * nearness;
    const turned: Point = [x * Math.cos(roll) - y * Math.sin(roll), x * Math.sin(roll) + y * Math.cos(roll)];
    return [turned[0] * side, turned[1]];
  };
}

/** Pixels per body length, and the place of each point of the fish in the picture. */
export interface Fitted {
  readonly scale: number;
  readonly place: Place;
  /** The fish's box in pixels: left, top, right, bottom. */
  readonly box: readonly [number, number, number, number];
}

/**
 * Fits a fish into the frame: its box takes the pose's share of the frame and lies where the pose says, whole.
 * @param rim points (u, v) that the box must hold
 */
export function fitInto(size: number, pose: Pose, waves: number, rim: readonly Point[]): Fitted {
  const posture = postureOf(pose, waves);
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const [u, v] of rim) {
    const [x, y] = posture(u, v);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const scale = (pose.share * size) / Math.max(right - left, bottom - top);
  const shiftX = pose.x * (size - (right - left) * scale) - left * scale;
  const shiftY = pose.y * (size - (bottom - top) * scale) - top * scale;
  return {
    scale,
    place: (u, v) => {
      const [x, y] = posture(u, v);
      return [x * scale + shiftX, y * scale + shiftY];
    },
    box: [left * scale + shiftX, top * scale + shiftY, right * scale + shiftX, bottom * scale + shiftY],
  };
}
