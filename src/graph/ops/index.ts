import type { Operator } from "../operator.ts";
import { absOperator } from "./abs.ts";
import { addOperator } from "./add.ts";
import { andOperator } from "./and.ts";
import { castOperator } from "./cast.ts";
import { ceilOperator } from "./ceil.ts";
import { concatOperator } from "./concat.ts";
import { convOperator } from "./conv.ts";
import { convTransposeOperator } from "./convTranspose.ts";
import { divOperator } from "./div.ts";
import { equalOperator } from "./equal.ts";
import { expOperator } from "./exp.ts";
import { expandOperator } from "./expand.ts";
import { flattenOperator } from "./flatten.ts";
import { floorOperator } from "./floor.ts";
import { gemmOperator } from "./gemm.ts";
import { greaterOperator } from "./greater.ts";
import { greaterOrEqualOperator } from "./greaterOrEqual.ts";
import { lessOperator } from "./less.ts";
import { lessOrEqualOperator } from "./lessOrEqual.ts";
import { logOperator } from "./log.ts";
import { matMulOperator } from "./matMul.ts";
import { mulOperator } from "./mul.ts";
import { negOperator } from "./neg.ts";
import { notOperator } from "./not.ts";
import { orOperator } from "./or.ts";
import { padOperator } from "./pad.ts";
import { powOperator } from "./pow.ts";
import { reciprocalOperator } from "./reciprocal.ts";
import { reduceMeanOperator } from "./reduceMean.ts";
import { reduceSumOperator } from "./reduceSum.ts";
import { reluOperator } from "./relu.ts";
import { reshapeOperator } from "./reshape.ts";
import { roundOperator } from "./round.ts";
import { signOperator } from "./sign.ts";
import { sliceOperator } from "./slice.ts";
import { splitOperator } from "./split.ts";
import { sqrtOperator } from "./sqrt.ts";
import { squeezeOperator } from "./squeeze.ts";
import { subOperator } from "./sub.ts";
import { transposeOperator } from "./transpose.ts";
import { unsqueezeOperator } from "./unsqueeze.ts";
import { whereOperator } from "./where.ts";

/** Every operator that a graph may hold, and that a file may be read with. */
export const operators: readonly Operator[] = [
  absOperator,
  addOperator,
  andOperator,
  castOperator,
  ceilOperator,
  concatOperator,
  convOperator,
  convTransposeOperator,
  divOperator,
  equalOperator,
  expandOperator,
  expOperator,
  flattenOperator,
  floorOperator,
  gemmOperator,
  greaterOperator,
  greaterOrEqualOperator,
  lessOperator,
  lessOrEqualOperator,
  logOperator,
  matMulOperator,
  mulOperator,
  negOperator,
  notOperator,
  orOperator,
  padOperator,
  powOperator,
  reciprocalOperator,
  reduceMeanOperator,
  reduceSumOperator,
  reluOperator,
  reshapeOperator,
  roundOperator,
  signOperator,
  sliceOperator,
  splitOperator,
  sqrtOperator,
  squeezeOperator,
  subOperator,
  transposeOperator,
  unsqueezeOperator,
  whereOperator,
];

const byName = new Map(operators.map((operator) => [`${operator.domain ?? ""}:${operator.onnx}`, operator]));

/** The operator of an ONNX name and domain ("" is ai.onnx), or undefined. */
export function findOperator(type: string, domain = ""): Operator | undefined {
  return byName.get(`${domain}:${type}`);
}
