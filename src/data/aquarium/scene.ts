import { draws } from "../../base/random.ts";
import { backgrounds } from "./backgrounds/index.ts";
import { drawFish, fitFish } from "./drawFish.ts";
import { type PlannedPicture, speciesNamed } from "./plan.ts";
import { type Point, Sketch, type SketchOptions } from "./sketch.ts";
import type { Species } from "./species.ts";

/**
 * The whole picture as SVG: background, the fish's shadow, the fish, what hides it, and bubbles.
 * @param options "mask" gives the fish in white on black, less what hides it; layers can be left out
 * @param species whose looks the fish has; default: the species of the table that the picture names
 */
export function drawScene(
  picture: PlannedPicture,
  options: SketchOptions = {},
  species: Species = speciesNamed(picture.looks),
): string {
  const { size, scene, stream } = picture;
  const looks = {
    species,
    individual: picture.individual,
    pose: picture.pose,
    telltale: picture.telltale,
  };
  const fitted = fitFish(size, looks);
  const background = backgrounds[scene.background];
  const paint = (purpose: string) => draws(stream.seed, `aquarium:paint:${purpose}`, stream.split, stream.encounter);
  const sketch = new Sketch(size, options);
  const setting = { sketch, facts: scene, box: fitted.box, tone: paint("tone").uniform() };

  sketch.layer("background");
  if (!sketch.isHidden) background.paint({ ...setting, rng: paint("background") });
  sketch.layer("shadow");
  if (background.isFlat) paintShadow(sketch, fitted.box);
  sketch.layer("fish");
  drawFish(sketch, fitted, looks, paint("fish"));
  sketch.layer("foreground");
  const place = draws(stream.seed, "aquarium:paint:occlusion", stream.split, stream.index);
  const hidden = (fitted.box[2] - fitted.box[0]) * scene.occlusion;
  const left = fitted.box[0] + (fitted.box[2] - fitted.box[0] - hidden) * place.uniform();
  // Thinner than a pixel would only be a scratch.
  if (hidden >= 1) background.hide({ ...setting, rng: place }, left, left + hidden);
  sketch.layer("glass");
  if (!sketch.isHidden) paintBubbles(sketch, picture);
  return sketch.toSvg();
}

function paintShadow(sketch: Sketch, [left, top, right, bottom]: readonly [number, number, number, number]): void {
  const centre: Point = [(left + right) / 2 + (right - left) * 0.02, (top + bottom) / 2 + (bottom - top) * 0.12];
  const radius = (right - left) * 0.48;
  const fill = sketch.glow(centre, radius, [
    [0, "#10181c", 0.5],
    [0.7, "#10181c", 0.3],
    [1, "#10181c", 0],
  ]);
  sketch.ellipse(centre, radius, (bottom - top) * 0.45, { fill });
}

function paintBubbles(sketch: Sketch, { scene, stream }: PlannedPicture): void {
  const rng = draws(stream.seed, "aquarium:paint:bubbles", stream.split, stream.index);
  for (let i = 0; i < scene.bubbles; i += 1) {
    const centre: Point = [rng.uniform() * sketch.size, rng.uniform() * sketch.size];
    const radius = sketch.size * rng.uniform(0.008, 0.03);
    sketch.circle(centre, radius, {
      fill: "#dff2fa",
      stroke: "#f4fbff",
      width: Math.max(0.4, radius * 0.25),
      opacity: 0.35,
    });
    sketch.circle([centre[0] - radius * 0.3, centre[1] - radius * 0.3], radius * 0.3, {
      fill: "#ffffff",
      opacity: 0.8,
    });
  }
}
