import { backgrounds } from "./backgrounds/index.ts";
import { addNoise, blurPixels, lightThrough } from "./camera.ts";
import type { PlannedPicture } from "./plan.ts";
import { compress, cropAndBrighten, renderMask, renderSvg } from "./render.ts";
import { drawScene } from "./scene.ts";
import type { Layer } from "./sketch.ts";
import type { Species } from "./species.ts";

interface PaintOptions {
  /** Layers left out, e.g. ["fish"] for the same scene without its fish. Default none. */
  readonly without?: readonly Layer[];
  /** Whose looks the fish has, such as a species that the table lacks; default: the one that the picture names. */
  readonly species?: Species | undefined;
}

/**
 * Paints a planned picture: the scene by librsvg, then light and water, blur, noise and compression.
 * @returns RGB [size, size, 3]; the same bytes for the same plan, in whatever order pictures are painted
 */
export async function paintFish(
  picture: PlannedPicture,
  { without = [], species }: PaintOptions = {},
): Promise<Uint8Array> {
  const { size, scene, camera, stream, duplicateOf } = picture;
  let pixels = await renderSvg(drawScene(picture, { without }, species));
  lightThrough(pixels, scene, backgrounds[scene.background].isUnderWater);
  blurPixels(pixels, size, camera.blur * size);
  addNoise(pixels, camera.noise, stream.seed, stream.split, stream.index);
  if (camera.compression > 0) pixels = await compress(pixels, size, camera.compression);
  const retouch = duplicateOf?.retouch ?? null;
  if (retouch === null) return pixels;
  const cut = await cropAndBrighten(pixels, size, cropMargin(picture), retouch.gain);
  return await compress(cut, size, retouch.compression);
}

/**
 * Where the fish is: for each pixel how much of it the fish covers, 0 none .. 255 all, less what hides the fish.
 * @returns [size, size]
 */
export async function paintMask(picture: PlannedPicture): Promise<Uint8Array> {
  const mask = await renderMask(drawScene(picture, { mode: "mask" }));
  if ((picture.duplicateOf?.retouch ?? null) === null) return mask;
  const { size } = picture;
  const grey = new Uint8Array(mask.length * 3).map((_, i) => mask[Math.floor(i / 3)]!);
  const cut = await cropAndBrighten(grey, size, cropMargin(picture), 1);
  return mask.map((_, i) => cut[i * 3]!);
}

function cropMargin({ size, duplicateOf }: PlannedPicture): number {
  return Math.max(1, Math.round(size * (duplicateOf?.retouch?.crop ?? 0)));
}
