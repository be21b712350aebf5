import type { Augmentation } from "./augmentation.ts";
import { blur } from "./blur.ts";
import { brightness } from "./brightness.ts";
import { contrast } from "./contrast.ts";
import { crop } from "./crop.ts";
import { cutmix } from "./cutmix.ts";
import { flip } from "./flip.ts";
import { gamma } from "./gamma.ts";
import { gridMask } from "./gridMask.ts";
import { hue } from "./hue.ts";
import { jpeg } from "./jpeg.ts";
import { mixup } from "./mixup.ts";
import { noise } from "./noise.ts";
import { perspective } from "./perspective.ts";
import { posterize } from "./posterize.ts";
import { randAugment } from "./randAugment.ts";
import { randomErasing } from "./randomErasing.ts";
import { rotate } from "./rotate.ts";
import { saturation } from "./saturation.ts";
import { scale } from "./scale.ts";
import { shear } from "./shear.ts";
import { shift } from "./shift.ts";
import { solarize } from "./solarize.ts";
import { trivialAugment } from "./trivialAugment.ts";

/** Every augmentation. */
export const augmentations: readonly Augmentation[] = [
  flip,
  shift,
  rotate,
  scale,
  shear,
  perspective,
  crop,
  brightness,
  contrast,
  saturation,
  hue,
  gamma,
  solarize,
  posterize,
  blur,
  noise,
  jpeg,
  randomErasing,
  gridMask,
  mixup,
  cutmix,
  randAugment,
  trivialAugment,
];

const byId = new Map(augmentations.map((augmentation) => [augmentation.id, augmentation]));

/** The augmentation that a config calls `id`, or undefined. */
export function findAugmentation(id: string): Augmentation | undefined {
  return byId.get(id);
}
