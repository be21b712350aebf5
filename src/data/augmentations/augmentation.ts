import type { z } from "zod";
import type { Draws } from "../../base/random.ts";
import type { Affine } from "./affine.ts";
import type { ColourChange } from "./colour.ts";
import type { CurveChange } from "./curves.ts";
import type { Homography } from "./homography.ts";
import type { Cover } from "./masks.ts";
import type { Mixture } from "./mixing.ts";
import type { NoiseChange } from "./noises.ts";
import { targeted } from "./target.ts";

interface AugmentationBase<Options> {
  /** What a config calls it, such as "rotate". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  /**
   * A strict schema, and the shorthand that a config may give (`rotate: 15`). `classes` and `probability` are added to
   * it, and looked after elsewhere: an augmentation draws as if it changed every photo.
   */
  readonly schema: z.ZodType<Options>;
}

/** "x" swaps left and right, "y" swaps top and bottom. */
export type MirrorAxis = "x" | "y";

/** Moves the picture's points: all of them compose into one map, one sampling of the picture. */
export interface GeometricAugmentation<Options = unknown, Move extends Affine | Homography = Affine | Homography>
  extends AugmentationBase<Options> {
  readonly kind: "geometry";
  /** The axes that it may mirror the picture along, when it does nothing else: that needs no sampling between pixels. */
  mirrors?(options: Options): readonly MirrorAxis[];
  /** Parallels may meet after it; default false. */
  readonly isProjective?: boolean;
  /** `draw` heeds the option `probability` itself, by a meaning of its own; default false. */
  readonly drawsItsChance?: boolean;
  /**
   * Where points go. The numbers come from `rng` alone.
   * @param size side of the picture in pixels
   */
  draw(options: Options, rng: Draws, size: number): Move;
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

/** Changes each channel of each pixel along a curve. */
export interface CurveAugmentation<Options = unknown> extends AugmentationBase<Options> {
  readonly kind: "curve";
  readonly curve: CurveChange["curve"];
  draw(options: Options, rng: Draws): CurveChange;
}

/** Blurs: the standard deviation of a Gaussian, in pixels. */
export interface BlurAugmentation<Options = unknown> extends AugmentationBase<Options> {
  readonly kind: "blur";
  /** The largest that it draws, in pixels. */
  largest(options: Options): number;
  draw(options: Options, rng: Draws): number;
}

/** Adds normal noise. */
export interface NoiseAugmentation<Options = unknown> extends AugmentationBase<Options> {
  readonly kind: "noise";
  draw(options: Options, rng: Draws): NoiseChange;
}

/** Compresses as JPEG does: a quality of 1..100. */
export interface JpegAugmentation<Options = unknown> extends AugmentationBase<Options> {
  readonly kind: "jpeg";
  draw(options: Options, rng: Draws): number;
}

/** Covers parts of the picture. */
export interface MaskAugmentation<Options = unknown> extends AugmentationBase<Options> {
  readonly kind: "mask";
  /** Whether what it covers gets another colour than the data set's mean. */
  paints(options: Options): boolean;
  draw(options: Options, rng: Draws, size: number): Cover;
}

/** Mixes a photo with another one of its batch, and their classes with them. */
export interface MixingAugmentation<Options = unknown> extends AugmentationBase<Options> {
  readonly kind: "mixing";
  /** Whether it takes a part of the other picture, not a share of every pixel. */
  readonly cuts: boolean;
  draw(options: Options, rng: Draws, size: number): Mixture;
}

/** The change that an augmentation with a kind of its own drew for one photo. */
export type PhotoChange = {
  [A in SingleAugmentation as A["kind"]]: { readonly kind: A["kind"]; readonly change: ReturnType<A["draw"]> };
}[SingleAugmentation["kind"]];

/** Chooses anew for each photo among the changes of other augmentations. */
export interface PolicyAugmentation<Options = unknown> extends AugmentationBase<Options> {
  readonly kind: "policy";
  /** Augmentations whose kinds of change it draws. */
  readonly chooses: readonly SingleAugmentation[];
  draw(options: Options, rng: Draws, size: number): readonly PhotoChange[];
}

/** An augmentation whose changes are all of one kind, and of one photo alone. */
export type SingleAugmentation<Options = unknown> =
  | GeometricAugmentation<Options>
  | ColourAugmentation<Options>
  | CurveAugmentation<Options>
  | BlurAugmentation<Options>
  | NoiseAugmentation<Options>
  | JpegAugmentation<Options>
  | MaskAugmentation<Options>;

/** A random change of training pictures. Only mixing changes what is to be learnt of them. */
export type Augmentation<Options = unknown> =
  | SingleAugmentation<Options>
  | PolicyAugmentation<Options>
  | MixingAugmentation<Options>;

/** An augmentation with its options, checked and with defaults. */
export interface AugmentationChoice {
  readonly augmentation: Augmentation;
  readonly options: unknown;
  /** Indices of the classes whose photos it changes; default: all. */
  readonly classes?: readonly number[] | undefined;
}

export function defineGeometry<Options, Move extends Affine | Homography>(
  augmentation: Omit<GeometricAugmentation<Options, Move>, "kind">,
): GeometricAugmentation<Options, Move> {
  return Object.freeze({ kind: "geometry", ...augmentation, schema: targeted(augmentation.schema) });
}

export const defineColour = definer<"colour">("colour");
export const defineCurve = definer<"curve">("curve");
export const defineBlur = definer<"blur">("blur");
export const defineNoise = definer<"noise">("noise");
export const defineJpeg = definer<"jpeg">("jpeg");
export const defineMask = definer<"mask">("mask");
export const defineMixing = definer<"mixing">("mixing");
export const definePolicy = definer<"policy">("policy");

type OfKind<Kind, Options> = Extract<Augmentation<Options>, { readonly kind: Kind }>;

function definer<Kind extends Augmentation["kind"]>(kind: Kind) {
  return function defineAugmentation<Options>(
    augmentation: Omit<OfKind<Kind, Options>, "kind">,
  ): OfKind<Kind, Options> {
    const { schema } = augmentation as unknown as { schema: z.ZodType<Options> };
    return Object.freeze({ kind, ...augmentation, schema: targeted(schema) }) as unknown as OfKind<Kind, Options>;
  };
}
