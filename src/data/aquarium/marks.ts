import { type FishBrush, type Individual, smoothness, steps } from "./fishBrush.ts";
import type { Point } from "./sketch.ts";
import type { Mark } from "./species.ts";

/** Paints one mark of the coat. All are cut to the body by being drawn in its own coordinates. */
export function paintMark(brush: FishBrush, mark: Mark, individual: Individual): void {
  const wander = (by: number): number => brush.rng.uniform(-by, by) * individual.wander;
  switch (mark.kind) {
    case "bars":
      for (const at of mark.at) paintBar(brush, mark, at + wander(0.02), mark.width * (1 + wander(0.25)));
      return;
    case "stripes":
      mark.at.forEach((at, i) => {
        paintStripe(brush, mark, at + wander(0.04), (mark.endAt?.[i] ?? at) + wander(0.04));
      });
      return;
    case "spots":
      paintSpots(brush, mark);
      return;
    case "ocellus":
      paintOcellus(brush, mark.at, mark.radius, brush.tint(mark.colour), brush.tint(mark.ring));
      return;
    case "patch":
      brush.sketch.polygon(
        rounded(mark.corners).map(([u, t]) => brush.onBody(u, t)),
        { fill: brush.tint(mark.colour) },
      );
      return;
    default:
      mark satisfies never;
  }
}

function paintBar(brush: FishBrush, mark: Mark & { kind: "bars" }, at: number, width: number): void {
  const { from = -1, to = 1, slant = 0, taper = 1 } = mark;
  const count = smoothness(brush.scale * 0.5);
  const shape = (extra: number): Point[] => {
    const half = (t: number): number => (width / 2) * (taper + (1 - taper) * ((t + 1) / 2)) + extra;
    const middle = (t: number): number => at + slant * t;
    return [
      ...steps(from, to, count, (t) => brush.onBody(middle(t) - half(t), t)),
      ...steps(to, from, count, (t) => brush.onBody(middle(t) + half(t), t)),
    ];
  };
  if (mark.edge !== undefined) brush.sketch.polygon(shape(0.012), { fill: brush.tint(mark.edge) });
  brush.sketch.polygon(shape(0), { fill: brush.tint(mark.colour) });
}

function paintStripe(brush: FishBrush, mark: Mark & { kind: "stripes" }, startAt: number, endAt: number): void {
  const { from, to, width, endWidth = width } = mark;
  const count = smoothness((to - from) * brush.scale * 0.6);
  const shape = (extra: number): Point[] => {
    const middle = (share: number): number => startAt + (endAt - startAt) * share;
    const half = (share: number): number => (width + (endWidth - width) * share * share) / 2 + extra;
    return [
      ...steps(from, to, count, (u, share) => brush.onBody(u, Math.min(1, middle(share) + half(share)))),
      ...steps(to, from, count, (u, share) => brush.onBody(u, Math.max(-1, middle(1 - share) - half(1 - share)))),
    ];
  };
  if (mark.edge !== undefined) brush.sketch.polygon(shape(0.05), { fill: brush.tint(mark.edge) });
  brush.sketch.polygon(shape(0), { fill: brush.tint(mark.colour) });
}

/** Spots lie on a jittered grid, so that they never crowd; each is kept whole inside the body. */
function paintSpots(brush: FishBrush, mark: Mark & { kind: "spots" }): void {
  const [fromU, toU, fromT, toT] = mark.region;
  const rows = Math.max(2, Math.round(Math.sqrt(mark.count / 2.4)));
  const columns = Math.round(mark.count / rows);
  const spots: { centre: Point; radius: number }[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const u =
        fromU + ((toU - fromU) * (column + 0.5 + (row % 2) * 0.5 - 0.25 + brush.rng.uniform(-0.28, 0.28))) / columns;
      const t = fromT + ((toT - fromT) * (row + 0.5 + brush.rng.uniform(-0.25, 0.25))) / rows;
      const radius = mark.radius * brush.rng.uniform(0.75, 1.25);
      const half = t > 0 ? brush.outline.dorsal(u) : brush.outline.ventral(u);
      const v = Math.sign(t) * Math.max(0, Math.min(Math.abs(t) * half, half - radius));
      if (half > radius * 1.05) spots.push({ centre: brush.place(u, v), radius: radius * brush.scale });
    }
  }
  if (mark.ring !== undefined && mark.radius * brush.scale > 0.8) {
    for (const { centre, radius } of spots) brush.sketch.circle(centre, radius * 1.4, { fill: brush.tint(mark.ring) });
  }
  for (const { centre, radius } of spots) {
    brush.sketch.circle(centre, Math.max(0.3, radius), { fill: brush.tint(mark.colour) });
  }
}

/** An eye-like spot with a ring; `radius` in body lengths. */
export function paintOcellus(
  brush: FishBrush,
  at: readonly [u: number, t: number],
  radius: number,
  colour: string,
  ring: string,
): void {
  const centre = brush.onBody(at[0], at[1]);
  brush.sketch.circle(centre, radius * brush.scale, { fill: ring });
  brush.sketch.circle(centre, radius * brush.scale * 0.62, { fill: colour });
}

/** A closed curve near the given corners: Chaikin's corner cutting, twice. */
function rounded(corners: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  let points = corners;
  for (let round = 0; round < 2; round += 1) {
    points = points.flatMap((point, i): (readonly [number, number])[] => {
      const next = points[(i + 1) % points.length]!;
      const between = (share: number): readonly [number, number] => [
        point[0] + (next[0] - point[0]) * share,
        point[1] + (next[1] - point[1]) * share,
      ];
      return [between(0.25), between(0.75)];
    });
  }
  return points;
}
