import { assert, WrasseError } from "../base/errors.ts";
import { type Node, nameInputs, type Value } from "./graph.ts";
import type { GradientThunk } from "./operator.ts";
import { add } from "./ops/add.ts";
import { expand } from "./ops/expand.ts";
import { reduceSum } from "./ops/reduceSum.ts";
import { reshape } from "./ops/reshape.ts";
import { sameShape } from "./tensor.ts";

/**
 * Reverse-mode gradients: adds to the graph what computes d(loss)/d(value) for each of `values`. The walker knows no
 * operator: it asks each node's operator for its rule, undoes broadcasting and adds up where a value is used twice.
 *
 * @param loss a scalar, or any value: then the gradient of the sum of its elements, each weighed by `seed`
 * @param values what to differentiate by
 * @param seed the gradient of the loss itself; default 1 everywhere
 * @returns one gradient for each of `values`, of its shape; undefined where the loss does not depend on it
 * @throws WrasseError "no-gradient" naming the operator that has none
 */
export function gradients(loss: Value, values: readonly Value[], seed?: Value): (Value | undefined)[] {
  const graph = loss.graph;
  const needed = dependents(loss, values);
  const found = new Map<Value, Value>();
  found.set(loss, seed ?? expandTo(graph.scalar(1, loss.dtype), loss));
  for (let position = graph.nodes.length - 1; position >= 0; position -= 1) {
    const node = graph.nodes[position]!;
    if (!node.outputs.some((output) => found.has(output)) || !node.inputs.some((input) => input && needed.has(input)))
      continue;
    graph.within("gradient", () => {
      for (const [input, gradient] of nodeGradients(node, found, needed)) {
        const whole = undoBroadcast(gradient, input);
        const before = found.get(input);
        found.set(input, before === undefined ? whole : add(before, whole));
      }
    });
  }
  return values.map((value) => found.get(value));
}

/** Every value that depends on one of `values` and may lead to the loss. */
function dependents(loss: Value, values: readonly Value[]): Set<Value> {
  const reached = new Set<Value>(values);
  for (const node of loss.graph.nodes) {
    if (node.inputs.some((input) => input !== undefined && reached.has(input))) {
      for (const output of node.outputs) if (isReal(output)) reached.add(output);
    }
  }
  return reached;
}

function isReal(value: Value): boolean {
  return value.dtype === "float32" || value.dtype === "float64";
}

function nodeGradients(node: Node, found: ReadonlyMap<Value, Value>, needed: ReadonlySet<Value>): [Value, Value][] {
  const { operator } = node;
  if (operator.gradient === undefined) {
    throw new WrasseError("no-gradient", {
      at: node.at === "" ? node.outputs[0]!.name : node.at,
      expected: "an operator with a gradient between the loss and what is learnt",
      got: `${operator.onnx}: ${operator.noGradient ?? "none is defined"}`,
      hint: "freeze the part before this node, or leave the operator out of the model",
    });
  }
  const outputGradients = node.outputs.map((output) => found.get(output));
  const rules = operator.gradient({
    inputs: nameInputs(operator, node.inputs),
    attributes: node.attributes as never,
    outputs: node.outputs,
    outputGradients,
    dy: outputGradients[0]!,
  });
  const made: [Value, Value][] = [];
  const answer = (input: Value | undefined, rule: GradientThunk | undefined, name: string): void => {
    assert(rule !== undefined, `the gradient of ${operator.onnx} answers for its input ${name}`);
    if (input !== undefined && rule !== null && needed.has(input)) made.push([input, rule()]);
  };
  operator.inputs.forEach((declared, position) => {
    const name = declared.replace(/[?*]$/, "");
    const rule = rules[name];
    if (!declared.endsWith("*")) answer(node.inputs[position], rule as GradientThunk | undefined, name);
    else {
      for (const [i, input] of node.inputs.slice(position).entries()) {
        answer(input, (rule as GradientThunk[])[i], `${name}[${i}]`);
      }
    }
  });
  return made;
}

/** Adds a gradient up over the axes that broadcasting had stretched. */
function undoBroadcast(gradient: Value, input: Value): Value {
  if (sameShape(gradient.shape, input.shape)) return gradient;
  const extra = gradient.shape.length - input.shape.length;
  assert(extra >= 0, `a gradient [${gradient.shape}] can be summed to [${input.shape}]`);
  const axes: number[] = [];
  gradient.shape.forEach((size, axis) => {
    const own = axis < extra ? undefined : input.shape[axis - extra];
    assert(
      own === undefined || own === 1 || own === size,
      `a gradient [${gradient.shape}] can be summed to [${input.shape}]`,
    );
    if (own === undefined || (own === 1 && size !== 1)) axes.push(axis);
  });
  const summed = reduceSum(gradient, axes, { keepdims: 1 });
  return sameShape(summed.shape, input.shape) ? summed : reshape(summed, input.shape);
}

function expandTo(scalar: Value, like: Value): Value {
  return like.shape.length === 0 ? scalar : expand(scalar, like.shape);
}
