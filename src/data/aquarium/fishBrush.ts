import type { Draws } from "../../base/random.ts";
import type { Outline } from "./bodyPlan.ts";
import { lit } from "./colour.ts";
import type { Place } from "./posture.ts";
import type { Point, Sketch } from "./sketch.ts";

/** What every painter of a part of a fish works with. */
export interface FishBrush {
  readonly sketch: Sketch;
  /** Pixels per body length: what is finer than half a pixel is not drawn. */
  readonly scale: number;
  readonly place: Place;
  readonly outline: Outline;
  /** Draws of this individual: where its spots lie, how its bars differ. */
  readonly rng: Draws;
  /** A colour of the species as this individual has it. */
  readonly tint: (colour: string) => string;
  /** The picture's place of (u, t) on the body; u above 1 goes on over the tail. */
  readonly onBody: (u: number, t: number) => Point;
}

/** Small differences between fish of one species. */
export interface Individual {
  /** Multiplies the brightness of all its colours; 1 is the field guide's. */
  readonly gain: number;
  /** Moves its colours towards red (above 0) or blue (below 0). */
  readonly warmth: number;
  /** Multiplies the body's depth. */
  readonly stoutness: number;
  /** How much its marks wander from the field guide's places, 0..1. */
  readonly wander: number;
}

/** How many points a curve of this length in pixels needs to look smooth. */
export function smoothness(pixels: number): number {
  return Math.max(5, Math.min(40, Math.round(pixels / 4)));
}

/** Maps a row of even steps from `from` to `to`. */
export function steps<T>(from: number, to: number, count: number, at: (value: number, share: number) => T): T[] {
  return Array.from({ length: count + 1 }, (_, i) => at(from + ((to - from) * i) / count, i / count));
}

/** The individual's tint as a function of colour. */
export function tintOf({ gain, warmth }: Individual): (colour: string) => string {
  return (colour) => lit(colour, gain, warmth);
}
