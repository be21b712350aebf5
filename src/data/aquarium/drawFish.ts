import type { Draws } from "../../base/random.ts";
import { type Outline, outlineOf } from "./bodyPlan.ts";
import { darker, lighter } from "./colour.ts";
import { paintFin, paintPectoral, paintTail, tailHalfHeight } from "./fins.ts";
import { type FishBrush, type Individual, smoothness, steps, tintOf } from "./fishBrush.ts";
import { paintEye, paintGill, paintMouth } from "./head.ts";
import { paintMark, paintOcellus } from "./marks.ts";
import { type Fitted, fitInto, type Pose } from "./posture.ts";
import type { Point, Sketch } from "./sketch.ts";
import type { Species } from "./species.ts";

/** One fish before the camera. */
export interface FishLooks {
  readonly species: Species;
  readonly individual: Individual;
  readonly pose: Pose;
  /** Diameter of the tell-tale spot over the body's length, 0 for none. */
  readonly telltale: number;
}

/** Where the fish lies in a picture of `size` pixels. */
export function fitFish(size: number, { species, individual, pose }: FishLooks): Fitted {
  const outline = outlineOf(species.body.plan, species.body.depth * individual.stoutness);
  return fitInto(size, pose, species.body.waves, rimOf(species, outline));
}

/** Paints the fish: fins first, then the body, its coat, its shading, its head, and the pectoral fin over all. */
export function drawFish(sketch: Sketch, fitted: Fitted, looks: FishLooks, rng: Draws): void {
  const { species, individual, telltale } = looks;
  const outline = outlineOf(species.body.plan, species.body.depth * individual.stoutness);
  const halfHeight = (u: number, t: number): number => {
    if (u > 1) return tailHalfHeight({ outline }, species.tail, u) * 0.9;
    return t > 0 ? outline.dorsal(u) : outline.ventral(u);
  };
  const brush: FishBrush = {
    sketch,
    scale: fitted.scale,
    place: fitted.place,
    outline,
    rng,
    tint: tintOf(individual),
    onBody: (u, t) => fitted.place(u, t * halfHeight(u, t)),
  };
  paintTail(brush, species.tail);
  for (const fin of species.fins) paintFin(brush, fin);
  const body = bodyEdge(brush);
  sketch.polygon(body, { fill: coat(brush, species) });
  for (const mark of species.marks) paintMark(brush, mark, individual);
  paintScales(brush, species);
  sketch.polygon(body, { fill: shading(brush, species) });
  if (fitted.scale > 26) {
    sketch.polygon(body, {
      stroke: darker(brush.tint(species.colours.back), 0.6),
      width: Math.max(0.45, fitted.scale * 0.006),
      opacity: 0.55,
    });
  }
  paintGill(brush, species);
  paintMouth(brush, species);
  paintEye(brush, species);
  paintPectoral(brush, species);
  // No species has a ringed spot before its tail, so this one tells the mimic apart and nothing else does.
  if (telltale > 0) paintOcellus(brush, [0.86, 0.1], telltale / 2, "#101010", "#f4f4ee");
}

function bodyEdge(brush: FishBrush): Point[] {
  const count = smoothness(brush.scale);
  // Steps of u^2 put more points where the snout bends.
  const back = steps(0, 1, count, (s) =>
    brush.place(s * s * 0.3 + s * 0.7, brush.outline.dorsal(s * s * 0.3 + s * 0.7)),
  );
  const belly = steps(1, 0, count, (s) =>
    brush.place(s * s * 0.3 + s * 0.7, -brush.outline.ventral(s * s * 0.3 + s * 0.7)),
  );
  return [...back, ...belly];
}

function acrossBody(brush: FishBrush): [Point, Point] {
  return [brush.place(0.42, brush.outline.dorsal(0.42)), brush.place(0.42, -brush.outline.ventral(0.42))];
}

/** The ground colour: dark back, paler belly (counter-shading). */
function coat(brush: FishBrush, { colours }: Species): string {
  const [top, bottom] = acrossBody(brush);
  return brush.sketch.gradient(top, bottom, [
    [0, brush.tint(colours.back)],
    [0.42, brush.tint(colours.flank)],
    [0.62, brush.tint(colours.flank)],
    [1, brush.tint(colours.belly)],
  ]);
}

/** Roundness: light from above on the shoulder, shade below and at the very back. */
function shading(brush: FishBrush, { colours }: Species): string {
  const [top, bottom] = acrossBody(brush);
  const shade = darker(brush.tint(colours.back), 0.75);
  return brush.sketch.gradient(top, bottom, [
    [0, shade, 0.28],
    [0.16, shade, 0],
    [0.26, lighter(brush.tint(colours.flank), 0.75), 0.34],
    [0.44, lighter(brush.tint(colours.flank), 0.75), 0],
    [0.68, shade, 0],
    [1, shade, 0.42],
  ]);
}

/** Scales as rows of small arcs, where they are large enough to be seen. */
function paintScales(brush: FishBrush, { scales, body, colours }: Species): void {
  const spacing = 0.042;
  if (scales === 0 || spacing * brush.scale < 3.4) return;
  const rows = Math.round(body.depth / spacing);
  const arcs: Point[][] = [];
  for (let row = 1; row < rows; row += 1) {
    const t = -1 + (2 * row) / rows;
    for (let u = 0.3 + (row % 2) * (spacing / 2); u < 0.96; u += spacing) {
      const half = t > 0 ? brush.outline.dorsal(u) : brush.outline.ventral(u);
      const r = Math.min(spacing * 0.55, half / rows) * 1.05;
      arcs.push([
        brush.place(u - r * 0.35, t * half + r),
        brush.place(u + r * 0.55, t * half + r * 0.5),
        brush.place(u + r * 0.7, t * half),
        brush.place(u + r * 0.55, t * half - r * 0.5),
        brush.place(u - r * 0.35, t * half - r),
      ]);
    }
  }
  brush.sketch.lines(arcs, {
    stroke: darker(brush.tint(colours.back), 0.5),
    width: Math.max(0.35, brush.scale * 0.0035),
    opacity: 0.15 + 0.35 * scales,
  });
}

/** Points that the fish's box must hold. */
function rimOf(species: Species, outline: Outline): Point[] {
  const body = steps(0, 1, 14, (u): Point[] => [
    [u, outline.dorsal(u)],
    [u, -outline.ventral(u)],
  ]).flat();
  const fins = species.fins.flatMap((fin) =>
    steps(fin.from, fin.to, 8, (u, share): Point => {
      const height = fin.heights[Math.round(share * (fin.heights.length - 1))]!;
      const edge = fin.side === "dorsal" ? outline.dorsal(u) + height : -outline.ventral(u) - height;
      return [u + fin.sweep * height, edge];
    }),
  );
  const { length, span } = species.tail;
  return [...body, ...fins, [1 + length, span], [1 + length, -span], [1 + length, 0]];
}
