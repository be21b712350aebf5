import { unmoved } from "./affine.ts";
import type { PhotoChange } from "./augmentation.ts";
import { added, greyMatrix, identityMatrix, noMatrix, scaled } from "./colour.ts";

/** How far the operations of a policy go at their full strength. */
export interface Reach {
  readonly degrees: number;
  /** Sideways move of a row by its distance from the middle row, and so for columns. */
  readonly shear: number;
  /** Pixels of pictures of that size. */
  readonly shift: (size: number) => number;
  /** Of brightness, colour and contrast: the factor goes from 1 - it to 1 + it. */
  readonly factor: number;
  /** Bits that posterize takes away. */
  readonly bits: number;
}

/** One of the operations that a policy chooses from. */
export type Operation = (strength: number, sign: 1 | -1, size: number, reach: Reach) => PhotoChange | undefined;

const move = (change: Partial<typeof unmoved>): PhotoChange => ({
  kind: "geometry",
  change: { ...unmoved, ...change },
});

/**
 * The operations of RandAugment and TrivialAugment that exist here, at a strength of 0..1 and, where there are two sides,
 * to one of them. Missing of the papers' fourteen: AutoContrast, Equalize and Sharpness, which need the picture itself.
 */
export const operations: readonly Operation[] = [
  function identity() {
    return undefined;
  },
  function shearX(strength, sign, _, { shear }) {
    return move({ xy: sign * strength * shear });
  },
  function shearY(strength, sign, _, { shear }) {
    return move({ yx: sign * strength * shear });
  },
  function translateX(strength, sign, size, { shift }) {
    return move({ x0: sign * strength * shift(size) });
  },
  function translateY(strength, sign, size, { shift }) {
    return move({ y0: sign * strength * shift(size) });
  },
  function rotate(strength, sign, _, { degrees }) {
    const angle = (sign * strength * degrees * Math.PI) / 180;
    return move({ xx: Math.cos(angle), xy: Math.sin(angle), yx: -Math.sin(angle), yy: Math.cos(angle) });
  },
  function brightness(strength, sign, _, { factor }) {
    const pixel = scaled(identityMatrix, 1 + sign * strength * factor);
    return { kind: "colour", change: { pixel, mean: noMatrix, shift: [0, 0, 0] } };
  },
  function colour(strength, sign, _, { factor }) {
    const own = 1 + sign * strength * factor;
    const pixel = added(scaled(identityMatrix, own), scaled(greyMatrix, 1 - own));
    return { kind: "colour", change: { pixel, mean: noMatrix, shift: [0, 0, 0] } };
  },
  function contrast(strength, sign, _, { factor }) {
    const own = 1 + sign * strength * factor;
    const change = { pixel: scaled(identityMatrix, own), mean: scaled(greyMatrix, 1 - own), shift: [0, 0, 0] } as const;
    return { kind: "colour", change };
  },
  function posterize(strength, _, __, { bits }) {
    return { kind: "curve", change: { curve: "posterize", bits: 8 - Math.round(strength * bits) } };
  },
  function solarize(strength) {
    return { kind: "curve", change: { curve: "solarize", threshold: 1 - strength } };
  },
];
