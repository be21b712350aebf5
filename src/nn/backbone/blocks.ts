import { WrasseError } from "../../base/errors.ts";
import type { ParsedModel, ParsedNode } from "../../graph/onnx.ts";
import { sizeOf } from "../../graph/tensor.ts";
import { namedValue } from "./features.ts";
import { nodesFor } from "./prepare.ts";
import type { Freeze } from "./setting.ts";

/** The inputs of an operator, by position, that a training learns where the file holds them as weights. */
const learntInputs: Readonly<Record<string, readonly number[]>> = {
  Conv: [1, 2],
  ConvTranspose: [1, 2],
  Gemm: [1, 2],
  MatMul: [0, 1],
  BatchNormalization: [1, 2],
  InstanceNormalization: [1, 2],
  LayerNormalization: [1, 2],
  PRelu: [1],
  // Biases after a MatMul, and scales of layers; one number alone is arithmetic.
  Add: [0, 1],
  Mul: [0, 1],
};

/** Operators whose weights begin a block. */
const startsBlock = new Set(["Conv", "ConvTranspose", "Gemm", "MatMul"]);
const isArithmetic = new Set(["Add", "Mul"]);

/** The names of a node's weights that can be learnt. */
export function learntNames({ type, inputs }: ParsedNode, { weights }: ParsedModel): string[] {
  return (learntInputs[type] ?? []).flatMap((position) => {
    const name = inputs[position] ?? "";
    const data = weights.get(name);
    if (data?.dtype !== "float32" || (isArithmetic.has(type) && sizeOf(data.shape) === 1)) return [];
    return [name];
  });
}

/**
 * A model's nodes in blocks, in the file's order: a convolution or dense layer with its own weights, and all that follows
 * until the next one. Nodes before the first are of its block.
 */
export function blocksOf(nodes: readonly ParsedNode[], model: ParsedModel): ParsedNode[][] {
  const blocks: ParsedNode[][] = [[]];
  let hasStarted = false;
  for (const node of nodes) {
    const isStart = startsBlock.has(node.type) && learntNames(node, model).length > 0;
    if (isStart && hasStarted) blocks.push([]);
    hasStarted ||= isStart;
    blocks.at(-1)!.push(node);
  }
  return blocks;
}

/**
 * The nodes that stay as the file has them. They need no node that learns.
 * @throws WrasseError "backbone-freeze-wrong", "backbone-value-unknown"
 */
export function frozenNodes(
  blocks: readonly (readonly ParsedNode[])[],
  model: ParsedModel,
  freeze: Freeze,
  at: string,
): ReadonlySet<ParsedNode> {
  if (freeze === "none") return new Set();
  if (freeze === "all") return new Set(blocks.flat());
  if (typeof freeze === "object" && "until" in freeze) {
    const needed = nodesFor(model, namedValue(model, freeze.until, "model.freeze.until", at));
    const own = new Set(blocks.flat());
    return new Set(needed.filter((node) => own.has(node)));
  }
  const count = typeof freeze === "number" ? freeze : freeze.allBut;
  if (count > blocks.length) {
    throw new WrasseError("backbone-freeze-wrong", {
      at: "model.freeze",
      expected: `0 to ${blocks.length}, as ${at} has ${blocks.length} blocks before the head`,
      got: count,
      hint: "give a smaller number, all or none",
    });
  }
  const frozen = typeof freeze === "number" ? count : blocks.length - count;
  return new Set(blocks.slice(0, frozen).flat());
}
