import type { Operator } from "../operator.ts";
import { absOperator } from "./abs.ts";
import { addOperator } from "./add.ts";
import { affineGridOperator } from "./affineGrid.ts";
import { andOperator } from "./and.ts";
import { argMaxOperator } from "./argMax.ts";
import { averagePoolOperator } from "./averagePool.ts";
import { batchNormalizationOperator } from "./batchNormalization.ts";
import { castOperator } from "./cast.ts";
import { ceilOperator } from "./ceil.ts";
import { clipOperator } from "./clip.ts";
import { concatOperator } from "./concat.ts";
import { constantOfShapeOperator } from "./constantOfShape.ts";
import { convOperator } from "./conv.ts";
import { convTransposeOperator } from "./convTranspose.ts";
import { cosOperator } from "./cos.ts";
import { divOperator } from "./div.ts";
import { eluOperator } from "./elu.ts";
import { equalOperator } from "./equal.ts";
import { erfOperator } from "./erf.ts";
import { expOperator } from "./exp.ts";
import { expandOperator } from "./expand.ts";
import { flattenOperator } from "./flatten.ts";
import { floorOperator } from "./floor.ts";
import { gatherOperator } from "./gather.ts";
import { gatherElementsOperator } from "./gatherElements.ts";
import { geluOperator } from "./gelu.ts";
import { gemmOperator } from "./gemm.ts";
import { globalAveragePoolOperator } from "./globalAveragePool.ts";
import { globalMaxPoolOperator } from "./globalMaxPool.ts";
import { greaterOperator } from "./greater.ts";
import { greaterOrEqualOperator } from "./greaterOrEqual.ts";
import { gridSampleOperator } from "./gridSample.ts";
import { hardSigmoidOperator } from "./hardSigmoid.ts";
import { hardSwishOperator } from "./hardSwish.ts";
import { identityOperator } from "./identity.ts";
import { instanceNormalizationOperator } from "./instanceNormalization.ts";
import { layerNormalizationOperator } from "./layerNormalization.ts";
import { leakyReluOperator } from "./leakyRelu.ts";
import { lessOperator } from "./less.ts";
import { lessOrEqualOperator } from "./lessOrEqual.ts";
import { logOperator } from "./log.ts";
import { logSoftmaxOperator } from "./logSoftmax.ts";
import { matMulOperator } from "./matMul.ts";
import { maxOperator } from "./max.ts";
import { maxPoolOperator } from "./maxPool.ts";
import { maxUnpoolOperator } from "./maxUnpool.ts";
import { minOperator } from "./min.ts";
import { mulOperator } from "./mul.ts";
import { negOperator } from "./neg.ts";
import { notOperator } from "./not.ts";
import { oneHotOperator } from "./oneHot.ts";
import { orOperator } from "./or.ts";
import { padOperator } from "./pad.ts";
import { powOperator } from "./pow.ts";
import { preluOperator } from "./prelu.ts";
import { rangeOperator } from "./range.ts";
import { reciprocalOperator } from "./reciprocal.ts";
import { reduceL2Operator } from "./reduceL2.ts";
import { reduceMaxOperator } from "./reduceMax.ts";
import { reduceMeanOperator } from "./reduceMean.ts";
import { reduceMinOperator } from "./reduceMin.ts";
import { reduceProdOperator } from "./reduceProd.ts";
import { reduceSumOperator } from "./reduceSum.ts";
import { reduceSumSquareOperator } from "./reduceSumSquare.ts";
import { reluOperator } from "./relu.ts";
import { reshapeOperator } from "./reshape.ts";
import { resizeOperator } from "./resize.ts";
import { roundOperator } from "./round.ts";
import { scatterElementsOperator } from "./scatterElements.ts";
import { seluOperator } from "./selu.ts";
import { shapeOperator } from "./shape.ts";
import { sigmoidOperator } from "./sigmoid.ts";
import { signOperator } from "./sign.ts";
import { sinOperator } from "./sin.ts";
import { sliceOperator } from "./slice.ts";
import { softmaxOperator } from "./softmax.ts";
import { softplusOperator } from "./softplus.ts";
import { splitOperator } from "./split.ts";
import { sqrtOperator } from "./sqrt.ts";
import { squeezeOperator } from "./squeeze.ts";
import { subOperator } from "./sub.ts";
import { tanhOperator } from "./tanh.ts";
import { tileOperator } from "./tile.ts";
import { transposeOperator } from "./transpose.ts";
import { unsqueezeOperator } from "./unsqueeze.ts";
import { whereOperator } from "./where.ts";

/** Every operator that a graph may hold, and that a file may be read with. */
export const operators: readonly Operator[] = [
  absOperator,
  addOperator,
  affineGridOperator,
  andOperator,
  argMaxOperator,
  averagePoolOperator,
  batchNormalizationOperator,
  castOperator,
  ceilOperator,
  clipOperator,
  concatOperator,
  constantOfShapeOperator,
  convOperator,
  convTransposeOperator,
  cosOperator,
  divOperator,
  eluOperator,
  equalOperator,
  erfOperator,
  expandOperator,
  expOperator,
  flattenOperator,
  floorOperator,
  gatherElementsOperator,
  gatherOperator,
  geluOperator,
  gemmOperator,
  globalAveragePoolOperator,
  globalMaxPoolOperator,
  greaterOperator,
  greaterOrEqualOperator,
  gridSampleOperator,
  hardSigmoidOperator,
  hardSwishOperator,
  identityOperator,
  instanceNormalizationOperator,
  layerNormalizationOperator,
  leakyReluOperator,
  lessOperator,
  lessOrEqualOperator,
  logOperator,
  logSoftmaxOperator,
  matMulOperator,
  maxOperator,
  maxPoolOperator,
  maxUnpoolOperator,
  minOperator,
  mulOperator,
  negOperator,
  notOperator,
  oneHotOperator,
  orOperator,
  padOperator,
  powOperator,
  preluOperator,
  rangeOperator,
  reciprocalOperator,
  reduceL2Operator,
  reduceMaxOperator,
  reduceMeanOperator,
  reduceMinOperator,
  reduceProdOperator,
  reduceSumOperator,
  reduceSumSquareOperator,
  reluOperator,
  reshapeOperator,
  resizeOperator,
  roundOperator,
  scatterElementsOperator,
  seluOperator,
  shapeOperator,
  sigmoidOperator,
  signOperator,
  sinOperator,
  sliceOperator,
  softmaxOperator,
  softplusOperator,
  splitOperator,
  sqrtOperator,
  squeezeOperator,
  subOperator,
  tanhOperator,
  tileOperator,
  transposeOperator,
  unsqueezeOperator,
  whereOperator,
];

const byName = new Map(operators.map((operator) => [`${operator.domain ?? ""}:${operator.onnx}`, operator]));

/** The operator of an ONNX name and domain ("" is ai.onnx), or undefined. */
export function findOperator(type: string, domain = ""): Operator | undefined {
  return byName.get(`${domain}:${type}`);
}
