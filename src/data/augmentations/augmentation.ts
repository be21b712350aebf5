import type { z } from "zod";
import type { Draws } from "../../base/random.ts";
import type { Affine } from "./affine.ts";
import type { ColourChange } from "./colour.ts";

interface AugmentationBase<Options> {
  /** What a config calls it, such as "rotate". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  /** A strict schema, and the shorthand that a config may give (`rotate: 15`). */
  readonly schema: z.ZodType<Options>;
}

/** "x" swaps left and right, "y" swaps top and bottom. */
export type MirrorAxis = "x" | "y";

/** Moves the picture's points: all of them compose into one affine map, one sampling of the picture. */
export interface GeometricAugmentation<Options = unknown> extends AugmentationBase<Options> {
  readonly kind: "geometry";
  /** The axes that it may mirror the picture along, when it does nothing else: that needs no sampling between pixels. */
  mirrors?(options: Options): readonly MirrorAxis[];
  /**
   * Where points go. The numbers come from `rng` alone.
   * @param size side of the picture in pixels
   */
  draw(options: Options, rng: Draws, size: number): Affine;
}

/** Changes colours: all of them compose into one straight line, one pass over the pixels. */
export interface ColourAugmentation<Options = unknown> extends AugmentationBase<Options> {
  readonly kind: "colour";
  /** A channel of the result depends on other channels of the pixel. */
  readonly mixesChannels: boolean;
  /** The result depends on the picture's mean colour. */
  readonly usesMean: boolean;
  /** The change of one picture. The numbers come from `rng` alone. */
  draw(options: Options, rng: Draws): ColourChange;
}

/** A random change of training pictures that leaves their class as it is. */
export type Augmentation<Options = unknown> = GeometricAugmentation<Options> | ColourAugmentation<Options>;

/** An augmentation with its options, checked and with defaults. */
export interface AugmentationChoice {
  readonly augmentation: Augmentation;
  readonly options: unknown;
}

export function defineGeometry<Options>(
  augmentation: Omit<GeometricAugmentation<Options>, "kind">,
): GeometricAugmentation<Options> {
  return Object.freeze({ kind: "geometry", ...augmentation });
}

export function defineColour<Options>(
  augmentation: Omit<ColourAugmentation<Options>, "kind">,
): ColourAugmentation<Options> {
  return Object.freeze({ kind: "colour", ...augmentation });
}
