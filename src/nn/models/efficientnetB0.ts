import { z } from "zod";
import type { LayerList } from "../layerList.ts";
import { defineModel } from "../model.ts";
import { convolutionBlock, depthwiseBlock, isSmallStem, scaledWidth, stemField } from "./blocks.ts";

/** The paper's table 1: how much wider inside a block, filters, blocks, kernel, and the first block's stride. */
const stages = [
  { expansion: 1, filters: 16, blocks: 1, kernel: 3, stride: 1 },
  { expansion: 6, filters: 24, blocks: 2, kernel: 3, stride: 2 },
  { expansion: 6, filters: 40, blocks: 2, kernel: 5, stride: 2 },
  { expansion: 6, filters: 80, blocks: 3, kernel: 3, stride: 2 },
  { expansion: 6, filters: 112, blocks: 3, kernel: 5, stride: 1 },
  { expansion: 6, filters: 192, blocks: 4, kernel: 5, stride: 2 },
  { expansion: 6, filters: 320, blocks: 1, kernel: 3, stride: 1 },
] as const;

/**
 * EfficientNet-B0, and its kin by `width` and `depth`: inverted residuals with squeeze and excitation, SiLU, and stochastic
 * depth that grows to its full share at the last block. The small stem's first convolution has stride 1.
 *
 * @source Tan & Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks"
 */
export const efficientnetB0 = defineModel({
  id: "efficientnet-b0",
  summary: "inverted residuals with squeeze and excitation, scaled by width and depth",
  schema: z.strictObject({
    width: z.number().gt(0).default(1).describe("factor on the filters of all layers; default 1"),
    depth: z.number().gt(0).default(1).describe("factor on the blocks of each stage, rounded up; default 1"),
    dropout: z.number().min(0).lt(1).default(0.2).describe("share dropped before the logits; default 0.2"),
    stochasticDepth: z
      .number()
      .min(0)
      .lt(1)
      .default(0.2)
      .describe("share of photos for which the last block is left out in a training step; default 0.2"),
    stem: stemField,
  }),
  layers: ({ width, depth, dropout, stochasticDepth, stem }, photos) => {
    const counts = stages.map(({ blocks }) => Math.ceil(blocks * depth));
    const total = counts.reduce((sum, count) => sum + count, 0);
    let channels = scaledWidth(32, width);
    let built = 0;
    const list = [...convolutionBlock(channels, { stride: isSmallStem(stem, photos) ? 1 : 2, activation: "silu" })];
    stages.forEach(({ expansion, filters, kernel, stride }, stage) => {
      const target = scaledWidth(filters, width);
      for (let block = 0; block < counts[stage]!; block += 1) {
        const share = (stochasticDepth * built) / total;
        list.push(...mobileBlock({ channels, target, expansion, kernel, stride: block === 0 ? stride : 1, share }));
        channels = target;
        built += 1;
      }
    });
    return [
      ...list,
      ...convolutionBlock(4 * channels, { kernel: 1, activation: "silu" }),
      "global-average-pool2d",
      { dropout },
      { dense: "classes" },
    ];
  },
});

interface MobileBlock {
  readonly channels: number;
  readonly target: number;
  readonly expansion: number;
  readonly kernel: number;
  readonly stride: number;
  /** Stochastic depth. */
  readonly share: number;
}

function mobileBlock({ channels, target, expansion, kernel, stride, share }: MobileBlock): LayerList {
  // The squeeze is a quarter of the block's input, not of its expanded width.
  const units = Math.max(1, Math.floor(channels / 4));
  const main = [
    ...(expansion === 1 ? [] : convolutionBlock(channels * expansion, { kernel: 1, activation: "silu" })),
    ...depthwiseBlock({ kernel, stride, activation: "silu" }),
    { "squeeze-excite": { units, activation: "silu" } },
    ...convolutionBlock(target, { kernel: 1, activation: "none" }),
  ];
  return stride === 1 && channels === target ? [{ residual: { main, stochasticDepth: share } }] : main;
}
