import { z } from "zod";
import type { LayerList } from "../layerList.ts";
import { defineModel } from "../model.ts";
import { convolutionBlock, depthwiseBlock, isSmallStem, scaledWidth, stemField } from "./blocks.ts";

/** The paper's table 2: how much wider inside a block, filters, blocks, and the first block's stride. */
const stages = [
  { expansion: 1, filters: 16, blocks: 1, stride: 1 },
  { expansion: 6, filters: 24, blocks: 2, stride: 2 },
  { expansion: 6, filters: 32, blocks: 3, stride: 2 },
  { expansion: 6, filters: 64, blocks: 4, stride: 2 },
  { expansion: 6, filters: 96, blocks: 3, stride: 1 },
  { expansion: 6, filters: 160, blocks: 3, stride: 2 },
  { expansion: 6, filters: 320, blocks: 1, stride: 1 },
] as const;

/**
 * MobileNetV2: inverted residuals, narrow outside and wide inside, with depthwise convolutions. The small stem's first
 * convolution has stride 1, so that photos shrink by 16 in all rather than 32.
 *
 * @source Sandler et al. 2018, "MobileNetV2: Inverted Residuals and Linear Bottlenecks"
 */
export const mobilenetV2 = defineModel({
  id: "mobilenet-v2",
  summary: "inverted residuals of depthwise convolutions; few weights",
  schema: z.strictObject({
    width: z.number().gt(0).default(1).describe("factor on the filters of all layers; default 1"),
    dropout: z.number().min(0).lt(1).default(0.2).describe("share dropped before the logits; default 0.2"),
    stem: stemField,
  }),
  layers: ({ width, dropout, stem }, photos) => {
    let channels = scaledWidth(32, width);
    const list = [...convolutionBlock(channels, { stride: isSmallStem(stem, photos) ? 1 : 2, activation: "relu6" })];
    for (const { expansion, filters, blocks, stride } of stages) {
      const target = scaledWidth(filters, width);
      for (let block = 0; block < blocks; block += 1) {
        list.push(...invertedResidual(channels, target, expansion, block === 0 ? stride : 1));
        channels = target;
      }
    }
    return [
      ...list,
      ...convolutionBlock(scaledWidth(1280, Math.max(1, width)), { kernel: 1, activation: "relu6" }),
      "global-average-pool2d",
      { dropout },
      { dense: "classes" },
    ];
  },
});

/** 1x1 to the expanded width, depthwise 3x3, 1x1 to the target width without activation; added where shapes agree. */
function invertedResidual(channels: number, target: number, expansion: number, stride: number): LayerList {
  const main = [
    ...(expansion === 1 ? [] : convolutionBlock(channels * expansion, { kernel: 1, activation: "relu6" })),
    ...depthwiseBlock({ stride, activation: "relu6" }),
    ...convolutionBlock(target, { kernel: 1, activation: "none" }),
  ];
  return stride === 1 && channels === target ? [{ residual: main }] : main;
}
