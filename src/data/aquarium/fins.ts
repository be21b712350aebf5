import { darker, lighter } from "./colour.ts";
import { type FishBrush, smoothness, steps } from "./fishBrush.ts";
import type { Point } from "./sketch.ts";
import type { Fin, Species, Tail } from "./species.ts";

/** An unpaired or pelvic fin: its web, its rays where they can be seen, its edge. */
export function paintFin(brush: FishBrush, fin: Fin): void {
  const { sketch, scale } = brush;
  const colour = brush.tint(fin.colour);
  const count = Math.max(fin.heights.length * 2, smoothness((fin.to - fin.from) * scale));
  const tips = steps(fin.from, fin.to, count, (u, share) => tipOf(brush, fin, u, share, count));
  const roots = steps(fin.to, fin.from, 6, (u) => rootOf(brush, fin, u));
  sketch.polygon([...tips, ...roots], { fill: colour, opacity: 0.94 });
  if (fin.edge !== undefined) {
    sketch.line(tips, { stroke: brush.tint(fin.edge), width: Math.max(0.6, scale * 0.013) });
  }
  if (scale < 45) return;
  const rays = steps(fin.from, fin.to, Math.round((fin.to - fin.from) * 34) + 2, (u, share): Point[] => [
    rootOf(brush, fin, u),
    tipOf(brush, fin, u, share, 0),
  ]);
  sketch.lines(rays, { stroke: darker(colour, 0.45), width: Math.max(0.35, scale * 0.0035), opacity: 0.5 });
}

function finHeight(fin: Fin, share: number): number {
  const place = share * (fin.heights.length - 1);
  const index = Math.min(fin.heights.length - 2, Math.floor(place));
  const rest = place - index;
  // A smooth step between the given heights, so that the edge has no corners.
  const smooth = rest * rest * (3 - 2 * rest);
  return fin.heights[index]! + (fin.heights[index + 1]! - fin.heights[index]!) * smooth;
}

function edgeOf(brush: FishBrush, fin: Fin, u: number): number {
  return fin.side === "dorsal" ? brush.outline.dorsal(u) : brush.outline.ventral(u);
}

/** Roots lie inside the body, so that no gap shows between fin and body. */
function rootOf(brush: FishBrush, fin: Fin, u: number): Point {
  const side = fin.side === "dorsal" ? 1 : -1;
  return brush.place(u, side * edgeOf(brush, fin, u) * 0.8);
}

/** @param teeth how many points the edge has; spines stand out at every second one, 0 for none */
function tipOf(brush: FishBrush, fin: Fin, u: number, share: number, teeth: number): Point {
  const side = fin.side === "dorsal" ? 1 : -1;
  const isNotch = teeth > 0 && share < (fin.spines ?? 0) && Math.round(share * teeth) % 2 === 1;
  const height = finHeight(fin, share) * (isNotch ? 0.72 : 1);
  return brush.place(u + fin.sweep * height, side * (edgeOf(brush, fin, u) + height));
}

/** The tail fin: from the root of the tail to its two tips, with a fork, a straight or a round end. */
export function paintTail(brush: FishBrush, tail: Tail): void {
  const { sketch, scale, place } = brush;
  const colour = brush.tint(tail.colour);
  const count = smoothness(tail.span * 2 * scale);
  const rear = steps(1, -1, count, (t) =>
    place(tailEnd(tail, t), t * tail.span * (tail.fork < 0 ? roundness(tail, t) : 1)),
  );
  const upper = steps(0.93, 1 + tail.length * 0.9, 5, (u) => place(u, tailHalfHeight(brush, tail, u)));
  const lower = steps(1 + tail.length * 0.9, 0.93, 5, (u) => place(u, -tailHalfHeight(brush, tail, u)));
  sketch.polygon([...upper, ...rear, ...lower], { fill: colour, opacity: 0.96 });
  if (tail.edge !== undefined)
    sketch.line(rear, { stroke: brush.tint(tail.edge), width: Math.max(0.6, scale * 0.016) });
  if (scale < 45) return;
  const rays = steps(-0.85, 0.85, 12, (t): Point[] => [
    place(0.97, t * brush.outline.dorsal(1)),
    place(1 + (tailEnd(tail, t) - 1) * 0.93, t * tail.span * 0.95),
  ]);
  sketch.lines(rays, { stroke: darker(colour, 0.45), width: Math.max(0.35, scale * 0.004), opacity: 0.4 });
}

/** Where the tail ends at height t (-1 .. 1), in body lengths from the snout. */
function tailEnd(tail: Tail, t: number): number {
  const inner = Math.max(0, tail.fork) * (1 - Math.abs(t) ** 1.3);
  const outer = Math.max(0, -tail.fork) * t * t;
  return 1 + tail.length * (1 - inner - outer);
}

function roundness(tail: Tail, t: number): number {
  return 1 + tail.fork * 0.5 * Math.abs(t) ** 3;
}

/** Half the tail's height along its upper edge: it opens quickly and then runs out to the tips. */
export function tailHalfHeight(brush: Pick<FishBrush, "outline">, tail: Tail, u: number): number {
  const root = brush.outline.dorsal(1);
  const open = Math.max(0, Math.min(1, (u - 0.97) / (tail.length * 0.93 + 0.03)));
  return root + (tail.span - root) * (tail.fork < 0 ? open ** 0.75 : open ** 0.95);
}

/** The pectoral fin, on the side of the body. */
export function paintPectoral(brush: FishBrush, { pectoral }: Species): void {
  if (pectoral.length === 0 || pectoral.length * brush.scale < 2.5) return;
  const { sketch, scale } = brush;
  const [u, t] = pectoral.at;
  const colour = brush.tint(pectoral.colour);
  const beat = brush.rng.uniform(0.1, 0.75);
  const root = t > 0 ? t * brush.outline.dorsal(u) : t * brush.outline.ventral(u);
  const at = (along: number, across: number): Point => {
    const length = pectoral.length * along;
    const width = pectoral.length * across * 0.36;
    return brush.place(
      u + length * Math.cos(beat) + width * Math.sin(beat),
      root - length * Math.sin(beat) + width * Math.cos(beat),
    );
  };
  const web = [
    at(0, -0.25),
    at(0.4, -0.75),
    at(0.8, -0.85),
    at(1, -0.3),
    at(0.98, 0.35),
    at(0.7, 0.75),
    at(0.35, 0.55),
    at(0, 0.25),
  ];
  sketch.polygon(web, { fill: lighter(colour, 0.08), opacity: 0.82 });
  if (scale < 45) return;
  sketch.line([...web, web[0]!], { stroke: darker(colour, 0.5), width: Math.max(0.35, scale * 0.005), opacity: 0.45 });
  const rays = steps(-0.6, 0.6, 5, (across): Point[] => [at(0.05, across * 0.3), at(0.9, across)]);
  sketch.lines(rays, { stroke: darker(colour, 0.5), width: Math.max(0.3, scale * 0.003), opacity: 0.4 });
}
