import { z } from "zod";
import type { LayerList } from "../layerList.ts";
import type { Photos } from "../model.ts";

export const normField = z
  .enum(["none", "batch-norm", "group-norm", "layer-norm"])
  .describe("normalisation after each convolution: none, batch-norm, group-norm or layer-norm");
type Norm = z.output<typeof normField>;

export const stemField = z
  .enum(["auto", "small", "imagenet"])
  .default("auto")
  .describe(
    "imagenet: shrinks large photos at once, as published; small: keeps their pixels; auto: small up to 96 pixels",
  );

/** Whether the first layers keep a small photo's pixels: by default those of 96 pixels and less. */
export function isSmallStem(stem: z.output<typeof stemField>, { size }: Photos): boolean {
  return stem === "auto" ? size <= 96 : stem === "small";
}

export interface Block {
  readonly kernel?: number;
  readonly stride?: number;
  readonly norm?: Norm;
  /** Default "relu"; "none" for a linear block. */
  readonly activation?: "relu" | "relu6" | "silu" | "none";
}

/** A convolution, its normalisation and its activation. */
export function convolutionBlock(filters: number, options: Block = {}): LayerList {
  const { kernel = 3, stride = 1 } = options;
  return followed({ conv2d: { filters, kernel, stride, bias: options.norm === "none" } }, options);
}

/** A depthwise convolution, its normalisation and its activation. */
export function depthwiseBlock(options: Block = {}): LayerList {
  const { kernel = 3, stride = 1 } = options;
  return followed({ "depthwise-conv2d": { kernel, stride, bias: options.norm === "none" } }, options);
}

function followed(
  convolution: Readonly<Record<string, unknown>>,
  { norm = "batch-norm", activation = "relu" }: Block,
): LayerList {
  return [convolution, ...(norm === "none" ? [] : [norm]), ...(activation === "none" ? [] : [activation])];
}

/** A width scaled by a factor, to the nearest multiple of 8 that is no more than 10 % below (as MobileNet rounds). */
export function scaledWidth(width: number, factor: number): number {
  const wanted = width * factor;
  const rounded = Math.max(8, Math.floor((wanted + 4) / 8) * 8);
  return rounded < 0.9 * wanted ? rounded + 8 : rounded;
}
