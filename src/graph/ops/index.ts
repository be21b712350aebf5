import type { Operator } from "../operator.ts";
import { addOperator } from "./add.ts";
import { castOperator } from "./cast.ts";
import { expandOperator } from "./expand.ts";
import { greaterOperator } from "./greater.ts";
import { mulOperator } from "./mul.ts";
import { reduceSumOperator } from "./reduceSum.ts";
import { reluOperator } from "./relu.ts";
import { reshapeOperator } from "./reshape.ts";

/** Every operator that a graph may hold, and that a file may be read with. */
export const operators: readonly Operator[] = [
  addOperator,
  castOperator,
  expandOperator,
  greaterOperator,
  mulOperator,
  reduceSumOperator,
  reluOperator,
  reshapeOperator,
];

const byName = new Map(operators.map((operator) => [`${operator.domain ?? ""}:${operator.onnx}`, operator]));

/** The operator of an ONNX name and domain ("" is ai.onnx), or undefined. */
export function findOperator(type: string, domain = ""): Operator | undefined {
  return byName.get(`${domain}:${type}`);
}
