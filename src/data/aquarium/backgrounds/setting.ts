import type { Draws } from "../../../base/random.ts";
import { along } from "../colour.ts";
import type { SceneFacts } from "../plan.ts";
import type { Point, Sketch } from "../sketch.ts";

/** What a background's painter works with. */
interface Setting {
  readonly sketch: Sketch;
  readonly facts: SceneFacts;
  readonly rng: Draws;
  /** 0..1, drawn once a scene: for what background and foreground must agree on. */
  readonly tone: number;
  /** The fish's box in pixels: left, top, right, bottom. */
  readonly box: readonly [number, number, number, number];
}

/** A place for fish: how it looks, and what may stand before the fish there. */
export interface Background {
  readonly isUnderWater: boolean;
  /** True where the fish lies on it, and so casts its shadow on it. */
  readonly isFlat: boolean;
  paint(setting: Setting): void;
  /** Hides what lies between `left` and `right` (pixels), over the height of the fish's box. */
  hide(setting: Setting, left: number, right: number): void;
}

/** Water from light (near the surface) to deep, by its colour 0 (ocean) .. 1 (green). */
export function waterOf(colour: number): { readonly light: string; readonly middle: string; readonly deep: string } {
  return {
    light: along(["#7cc4ea", "#8fd8d2", "#b4cf8e"], colour),
    middle: along(["#2a7fbe", "#3a9fa4", "#6f9a5c"], colour),
    deep: along(["#0c3f7a", "#13616c", "#3a5c34"], colour),
  };
}

/** A smooth lump around a centre: a circle with two waves along its edge. */
export function lump(rng: Draws, [x, y]: Point, radiusX: number, radiusY: number, points = 16): Point[] {
  const [broad, fine] = [rng.uniform(0, 2 * Math.PI), rng.uniform(0, 2 * Math.PI)];
  return Array.from({ length: points }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / points;
    const reach = 1 + 0.1 * Math.sin(2 * angle + broad) + 0.07 * Math.sin(3 * angle + fine);
    return [x + Math.cos(angle) * radiusX * reach, y + Math.sin(angle) * radiusY * reach];
  });
}

/** A broken piece around a centre: few corners, uneven sides. */
export function shard(rng: Draws, [x, y]: Point, radiusX: number, radiusY: number, corners: number): Point[] {
  const turn = rng.uniform(0, Math.PI);
  return Array.from({ length: corners }, (_, i): Point => {
    const angle = turn + (2 * Math.PI * i) / corners;
    const reach = rng.uniform(0.8, 1.15);
    return [x + Math.cos(angle) * radiusX * reach, y + Math.sin(angle) * radiusY * reach];
  });
}

/** A blade of grass or weed: a tapering ribbon from its foot upwards. */
export function blade(rng: Draws, [x, y]: Point, height: number, width: number): Point[] {
  const lean = rng.uniform(-0.25, 0.25) * height;
  const curl = rng.uniform(-0.12, 0.12) * height;
  const joints = 9;
  const middle = (share: number): Point => [
    x + lean * share * share + curl * Math.sin(share * Math.PI * 1.5),
    y - height * share,
  ];
  const side = (sign: number) =>
    Array.from({ length: joints + 1 }, (_, i): Point => {
      const [mx, my] = middle(i / joints);
      return [mx + (sign * width * (1 - (i / joints) ** 3)) / 2, my];
    });
  return [...side(-1), ...side(1).reverse()];
}

/** A branching coral: lines that fork upwards from a foot. */
export function branches(rng: Draws, foot: Point, height: number): Point[][] {
  const lines: Point[][] = [];
  const grow = (from: Point, length: number, angle: number, depth: number): void => {
    const to: Point = [from[0] + Math.sin(angle) * length, from[1] - Math.cos(angle) * length];
    lines.push([from, to]);
    if (depth === 0) return;
    grow(to, length * rng.uniform(0.6, 0.85), angle - rng.uniform(0.2, 0.6), depth - 1);
    grow(to, length * rng.uniform(0.6, 0.85), angle + rng.uniform(0.2, 0.6), depth - 1);
  };
  for (let stem = -1; stem <= 1; stem += 1) grow(foot, height * 0.4, stem * 0.45 + rng.uniform(-0.15, 0.15), 2);
  return lines;
}
