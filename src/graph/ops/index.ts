import type { Operator } from "../operator.ts";
import { absOperator } from "./abs.ts";
import { addOperator } from "./add.ts";
import { andOperator } from "./and.ts";
import { castOperator } from "./cast.ts";
import { ceilOperator } from "./ceil.ts";
import { divOperator } from "./div.ts";
import { equalOperator } from "./equal.ts";
import { expOperator } from "./exp.ts";
import { expandOperator } from "./expand.ts";
import { floorOperator } from "./floor.ts";
import { greaterOperator } from "./greater.ts";
import { greaterOrEqualOperator } from "./greaterOrEqual.ts";
import { lessOperator } from "./less.ts";
import { lessOrEqualOperator } from "./lessOrEqual.ts";
import { logOperator } from "./log.ts";
import { mulOperator } from "./mul.ts";
import { negOperator } from "./neg.ts";
import { notOperator } from "./not.ts";
import { orOperator } from "./or.ts";
import { powOperator } from "./pow.ts";
import { reciprocalOperator } from "./reciprocal.ts";
import { reduceSumOperator } from "./reduceSum.ts";
import { reluOperator } from "./relu.ts";
import { reshapeOperator } from "./reshape.ts";
import { roundOperator } from "./round.ts";
import { signOperator } from "./sign.ts";
import { sqrtOperator } from "./sqrt.ts";
import { subOperator } from "./sub.ts";
import { whereOperator } from "./where.ts";

/** Every operator that a graph may hold, and that a file may be read with. */
export const operators: readonly Operator[] = [
  absOperator,
  addOperator,
  andOperator,
  castOperator,
  ceilOperator,
  divOperator,
  equalOperator,
  expandOperator,
  expOperator,
  floorOperator,
  greaterOperator,
  greaterOrEqualOperator,
  lessOperator,
  lessOrEqualOperator,
  logOperator,
  mulOperator,
  negOperator,
  notOperator,
  orOperator,
  powOperator,
  reciprocalOperator,
  reduceSumOperator,
  reluOperator,
  reshapeOperator,
  roundOperator,
  signOperator,
  sqrtOperator,
  subOperator,
  whereOperator,
];

const byName = new Map(operators.map((operator) => [`${operator.domain ?? ""}:${operator.onnx}`, operator]));

/** The operator of an ONNX name and domain ("" is ai.onnx), or undefined. */
export function findOperator(type: string, domain = ""): Operator | undefined {
  return byName.get(`${domain}:${type}`);
}
