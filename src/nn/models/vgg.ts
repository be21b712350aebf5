import { z } from "zod";
import { defineModel } from "../model.ts";
import { convolutionBlock, normField } from "./blocks.ts";

/** Convolutions in each of the five stages. */
const stages = {
  "11": [1, 1, 2, 2, 2],
  "13": [2, 2, 2, 2, 2],
  "16": [2, 2, 3, 3, 3],
  "19": [2, 2, 4, 4, 4],
} as const;

/**
 * VGG: five stages of 3x3 convolutions, each ended by a max-pool; photos of 32 pixels or more.
 *
 * The published head, two dense layers of 4096, has nine tenths of the weights and overfits small data sets: by default
 * the features are averaged instead. The published net has no normalisation; deep ones do not learn without from scratch.
 *
 * @source Simonyan & Zisserman 2015, "Very Deep Convolutional Networks for Large-Scale Image Recognition", table 1
 */
export const vgg = defineModel({
  id: "vgg",
  summary: "stages of 3x3 convolutions and max-pools (11, 13, 16 or 19 layers)",
  schema: z.strictObject({
    depth: z
      .union([z.literal(11), z.literal(13), z.literal(16), z.literal(19)])
      .default(11)
      .describe("layers with weights, in the published head: 11, 13, 16 or 19; default 11"),
    width: z.int().min(1).default(64).describe("filters of the first stage; default 64"),
    norm: normField.default("batch-norm"),
    head: z
      .enum(["pooled", "dense"])
      .default("pooled")
      .describe("pooled: global average pooling, default; dense: two layers of 64 times the width, as published"),
    dropout: z.number().min(0).lt(1).default(0.5).describe("share dropped in the head; default 0.5"),
  }),
  layers: ({ depth, width, norm, head, dropout }) => [
    ...stages[`${depth}`].flatMap((convolutions, stage) => [
      ...Array.from({ length: convolutions }, () => convolutionBlock(width * Math.min(8, 2 ** stage), { norm })).flat(),
      { "max-pool2d": 2 },
    ]),
    ...(head === "pooled"
      ? ["global-average-pool2d", { dropout }]
      : ["flatten", { dense: 64 * width }, "relu", { dropout }, { dense: 64 * width }, "relu", { dropout }]),
    { dense: "classes" },
  ],
});
