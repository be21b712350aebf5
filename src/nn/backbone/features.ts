import { WrasseError } from "../../base/errors.ts";
import { nearestName } from "../../base/options.ts";
import type { ParsedModel, ParsedNode } from "../../graph/onnx.ts";

/** Operators between a classifier's last dense layer and its output. */
const afterClassifier = new Set(["Softmax", "LogSoftmax", "Sigmoid", "Identity", "Flatten", "Reshape", "Squeeze"]);
/** Those of them that make a matrix of an image of one place. */
const flattening = new Set(["Flatten", "Reshape", "Squeeze"]);

/**
 * The value that a new head takes. "auto" is the input of the file's last dense layer (Gemm, MatMul, or a 1x1 convolution
 * whose output is flattened), so that a classifier of other classes loses its last layer only; a file that ends without
 * one gives its output.
 *
 * @throws WrasseError "backbone-value-unknown"
 */
export function featuresOf(model: ParsedModel, wanted: string, at: string): string {
  if (wanted !== "auto") return namedValue(model, wanted, "model.features", at);
  const producers = new Map(model.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  let isFlattened = false;
  for (let name = model.outputs[0]!; ; ) {
    const node = producers.get(name);
    if (node === undefined) return model.outputs[0]!;
    if (isDense(node, model, isFlattened)) return node.inputs[0]!;
    const before = inputBefore(node, model);
    if (before === undefined) return model.outputs[0]!;
    isFlattened ||= flattening.has(node.type);
    name = before;
  }
}

/**
 * Checks that a value is one that the model makes.
 * @param option where the name stands in the config
 * @throws WrasseError "backbone-value-unknown" with the nearest name
 */
export function namedValue(model: ParsedModel, name: string, option: string, at: string): string {
  const names = model.nodes.flatMap(({ outputs }) => outputs);
  if (names.includes(name)) return name;
  const nearest = nearestName(name, names);
  throw new WrasseError("backbone-value-unknown", {
    at: option,
    expected: `a value that a node of ${at} makes, such as ${names.slice(-4).join(", ")}`,
    got: name,
    hint: nearest === undefined ? "look the names up in a viewer of ONNX files such as Netron" : `write ${nearest}`,
  });
}

function isDense({ type, inputs }: ParsedNode, { weights }: ParsedModel, isFlattened: boolean): boolean {
  const weight = weights.get(inputs[1] ?? "");
  if (weight === undefined) return false;
  if (type === "Gemm" || type === "MatMul") return true;
  return type === "Conv" && isFlattened && weight.shape.slice(2).every((size) => size === 1);
}

function inputBefore({ type, inputs }: ParsedNode, { weights }: ParsedModel): string | undefined {
  if (afterClassifier.has(type)) return inputs[0];
  // The bias of a MatMul.
  if (type !== "Add") return undefined;
  const computed = inputs.filter((name) => !weights.has(name));
  return computed.length === 1 ? computed[0] : undefined;
}
