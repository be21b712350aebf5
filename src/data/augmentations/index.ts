import type { Augmentation } from "./augmentation.ts";
import { brightness } from "./brightness.ts";
import { contrast } from "./contrast.ts";
import { flip } from "./flip.ts";
import { rotate } from "./rotate.ts";
import { saturation } from "./saturation.ts";
import { scale } from "./scale.ts";
import { shear } from "./shear.ts";
import { shift } from "./shift.ts";

/** Every augmentation. */
export const augmentations: readonly Augmentation[] = [
  flip,
  shift,
  rotate,
  scale,
  shear,
  brightness,
  contrast,
  saturation,
];

const byId = new Map(augmentations.map((augmentation) => [augmentation.id, augmentation]));

/** The augmentation that a config calls `id`, or undefined. */
export function findAugmentation(id: string): Augmentation | undefined {
  return byId.get(id);
}
