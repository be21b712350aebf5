import { darker } from "./colour.ts";
import { type FishBrush, smoothness, steps } from "./fishBrush.ts";
import type { Point } from "./sketch.ts";
import type { Species } from "./species.ts";

/** Eye with iris, pupil and the light in it. */
export function paintEye(brush: FishBrush, { eye }: Species): void {
  const { sketch, scale } = brush;
  const centre = brush.onBody(eye.at[0], eye.at[1]);
  const radius = Math.max(0.7, eye.radius * scale);
  sketch.circle(centre, radius * 1.12, { fill: darker(brush.tint(eye.iris), 0.55) });
  sketch.circle(centre, radius, { fill: brush.tint(eye.iris) });
  sketch.circle(centre, radius * 0.62, { fill: "#08090b" });
  if (radius < 1.2) return;
  sketch.circle([centre[0] - radius * 0.22, centre[1] - radius * 0.28], radius * 0.22, {
    fill: "#ffffff",
    opacity: 0.9,
  });
}

/** The rear edge of the gill cover: a shaded arc. */
export function paintGill(brush: FishBrush, { gill, colours }: Species): void {
  const width = Math.max(0.5, brush.scale * 0.011);
  const arc = steps(0.62, -0.78, smoothness(brush.scale * 0.35), (t) =>
    brush.onBody(gill - 0.055 * (t + 0.1) ** 2 * 2, t),
  );
  brush.sketch.line(arc, { stroke: darker(brush.tint(colours.flank), 0.6), width, opacity: 0.45 });
}

/** The mouth: a line from the snout, drooping as the species' does. */
export function paintMouth(brush: FishBrush, { mouth, colours }: Species): void {
  const width = Math.max(0.5, brush.scale * 0.01);
  const line = steps(0.004, mouth.length, 4, (u, share): Point => {
    const open = -0.1 - 0.2 * share;
    return brush.place(u, open * brush.outline.ventral(u) - mouth.droop * mouth.length * 0.25 * share);
  });
  brush.sketch.line(line, { stroke: darker(brush.tint(colours.flank), 0.72), width, opacity: 0.75 });
}
