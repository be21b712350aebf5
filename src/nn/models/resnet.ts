import { z } from "zod";
import type { LayerList } from "../layerList.ts";
import { defineModel } from "../model.ts";
import { convolutionBlock, isSmallStem, stemField } from "./blocks.ts";

/** Residual blocks in each stage: four stages for large photos, three for small ones. */
const stages = {
  "18": [2, 2, 2, 2],
  "34": [3, 4, 6, 3],
  "20": [3, 3, 3],
  "32": [5, 5, 5],
  "44": [7, 7, 7],
  "56": [9, 9, 9],
} as const;

/**
 * ResNet of basic blocks: two 3x3 convolutions with batch norm, added to their input; the width doubles where the photo
 * halves. Depths 18 and 34 are the paper's for ImageNet, 20, 32, 44 and 56 those for CIFAR (there with 16 filters; their
 * projections are 1x1 convolutions here, where the paper pads with zeros).
 *
 * @source He, Zhang, Ren & Sun 2016, "Deep Residual Learning for Image Recognition", sections 3.4 and 4.2
 */
export const resnet = defineModel({
  id: "resnet",
  summary: "residual blocks of two convolutions (18, 34; 20, 32, 44, 56 for small photos)",
  schema: z.strictObject({
    depth: z
      .literal([18, 34, 20, 32, 44, 56])
      .default(20)
      .describe("layers with weights: 18 or 34 (wide), 20, 32, 44 or 56 (narrow, for small photos); default 20"),
    width: z.int().min(1).optional().describe("filters of the first stage; default 64 for depths 18 and 34, else 16"),
    stem: stemField,
  }),
  layers: ({ depth, width: chosen, stem }, photos) => {
    const blocks: readonly number[] = stages[`${depth}`];
    const width = chosen ?? (blocks.length === 4 ? 64 : 16);
    return [
      ...(isSmallStem(stem, photos) ? convolutionBlock(width) : largeStem(width)),
      ...blocks.flatMap((count, stage) =>
        Array.from({ length: count }, (_, block) =>
          basicBlock(width * 2 ** stage, stage > 0 && block === 0 ? 2 : 1),
        ).flat(),
      ),
      "global-average-pool2d",
      { dense: "classes" },
    ];
  },
});

function largeStem(width: number): LayerList {
  return [
    ...convolutionBlock(width, { kernel: 7, stride: 2 }),
    { "max-pool2d": { size: 3, stride: 2, padding: "same" } },
  ];
}

function basicBlock(filters: number, stride: number): LayerList {
  const main = [...convolutionBlock(filters, { stride }), ...convolutionBlock(filters, { activation: "none" })];
  return [{ residual: main }, "relu"];
}
