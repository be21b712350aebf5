import { z } from "zod";
import { defineModel } from "../model.ts";
import { convolutionBlock, normField } from "./blocks.ts";

/**
 * A small plain CNN: blocks of one 3x3 convolution, a norm, ReLU and max-pool, the width doubling from block to block, then
 * global average pooling, dropout and the logits. With its defaults 391,466 weights for 10 classes.
 */
export const smallCnn = defineModel({
  id: "small-cnn",
  summary: "a few blocks of convolution, ReLU and max-pool",
  schema: z.strictObject({
    width: z.int().min(1).default(32).describe("filters of the first block; default 32"),
    blocks: z.int().min(1).max(8).default(4).describe("blocks, each halves the photo; default 4"),
    norm: normField.default("batch-norm"),
    dropout: z.number().min(0).lt(1).default(0.2).describe("share dropped before the logits; default 0.2"),
  }),
  layers: ({ width, blocks, norm, dropout }) => [
    ...Array.from({ length: blocks }, (_, block) => [
      ...convolutionBlock(width * 2 ** block, { norm }),
      { "max-pool2d": 2 },
    ]).flat(),
    "global-average-pool2d",
    ...(dropout > 0 ? [{ dropout }] : []),
    { dense: "classes" },
  ],
});
