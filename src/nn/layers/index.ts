import { elu } from "../activations/elu.ts";
import { gelu } from "../activations/gelu.ts";
import { leakyRelu } from "../activations/leakyRelu.ts";
import { prelu } from "../activations/prelu.ts";
import { relu } from "../activations/relu.ts";
import { relu6 } from "../activations/relu6.ts";
import { selu } from "../activations/selu.ts";
import { sigmoid } from "../activations/sigmoid.ts";
import { silu } from "../activations/silu.ts";
import { tanh } from "../activations/tanh.ts";
import type { Layer } from "../layer.ts";
import { averagePool2d } from "./averagePool2d.ts";
import { batchNorm } from "./batchNorm.ts";
import { conv2d } from "./conv2d.ts";
import { dense } from "./dense.ts";
import { depthwiseConv2d } from "./depthwiseConv2d.ts";
import { dropout } from "./dropout.ts";
import { flatten } from "./flatten.ts";
import { globalAveragePool2d } from "./globalAveragePool2d.ts";
import { globalMaxPool2d } from "./globalMaxPool2d.ts";
import { groupNorm } from "./groupNorm.ts";
import { layerNorm } from "./layerNorm.ts";
import { maxPool2d } from "./maxPool2d.ts";
import { residual } from "./residual.ts";
import { separableConv2d } from "./separableConv2d.ts";
import { spatialDropout } from "./spatialDropout.ts";
import { squeezeExcite } from "./squeezeExcite.ts";

/** Every kind of layer, activations included. */
export const layers: readonly Layer[] = [
  averagePool2d,
  batchNorm,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  elu,
  flatten,
  gelu,
  globalAveragePool2d,
  globalMaxPool2d,
  groupNorm,
  layerNorm,
  leakyRelu,
  maxPool2d,
  prelu,
  relu,
  relu6,
  residual,
  selu,
  separableConv2d,
  sigmoid,
  silu,
  spatialDropout,
  squeezeExcite,
  tanh,
];

const byId = new Map(layers.map((layer) => [layer.id, layer]));

/** The layer that a config calls `id`, or undefined. */
export function findLayer(id: string): Layer | undefined {
  return byId.get(id);
}
