import { assert, WrasseError } from "../base/errors.ts";
import type { AttributeValue, Operator } from "./operator.ts";
import type { DType, Shape, TensorData, TensorType } from "./tensor.ts";
import { sameShape, tensorOf } from "./tensor.ts";

/** A tensor of a graph: an input, a state, a constant or the output of a node. */
export interface Value extends TensorType {
  readonly graph: Graph;
  readonly name: string;
  /** The numbers, when they are known while the graph is built. */
  readonly constant?: TensorData;
  readonly producer?: Node;
}

/** One use of an operator. */
export interface Node {
  readonly operator: Operator;
  readonly inputs: readonly (Value | undefined)[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly outputs: readonly Value[];
  /** Where in the user's model the node belongs, such as "2.residual.conv2d"; for messages. */
  readonly at: string;
}

/** A tensor that outlives a step: a weight, a running mean, a slot of the optimiser. */
export interface State {
  readonly value: Value;
  /** Makes the first numbers; called once, when a state is created. */
  readonly initial: () => TensorData;
  /** Learnt by gradient descent; else carried along (running statistics, optimiser slots). */
  readonly isTrainable: boolean;
}

/** Numbers that the runtime draws for each step from (seed, name, step). */
export interface RandomInput {
  readonly value: Value;
  /** The chance that an element is 1; otherwise it is 0. */
  readonly keep: number;
}

/**
 * A computation over ONNX operators, built node by node; every value's type and shape is known at once. A graph only
 * grows: nothing in it changes after it was added.
 */
export class Graph {
  readonly nodes: Node[] = [];
  readonly inputs: Value[] = [];
  readonly randomInputs: RandomInput[] = [];
  readonly states = new Map<string, State>();
  /** What a state becomes at the end of the step. */
  readonly updates = new Map<string, Value>();
  readonly constants: Value[] = [];
  private readonly names = new Set<string>();
  private readonly counters = new Map<string, number>();
  private readonly path: string[] = [];
  private readonly sharedConstants = new Map<string, Value>();

  /** A value that is fed at each step. */
  input(name: string, dtype: DType, shape: Shape): Value {
    const value = this.value(name, { dtype, shape });
    this.inputs.push(value);
    return value;
  }

  /**
   * A mask of 0 and 1 (uint8) that the runtime draws anew for each step, each element 1 with probability `keep`.
   * The numbers depend on the run's seed, the name and the step only.
   */
  randomMask(name: string, shape: Shape, keep: number): Value {
    const value = this.value(name, { dtype: "uint8", shape });
    this.randomInputs.push({ value, keep });
    return value;
  }

  /** A tensor kept from step to step; `update` says what it becomes. */
  state(name: string, initial: () => TensorData, type: TensorType, isTrainable: boolean): Value {
    const value = this.value(name, type);
    this.states.set(name, { value, initial, isTrainable });
    return value;
  }

  /** Sets what a state becomes at the end of the step. */
  update(state: Value, next: Value): void {
    assert(this.states.has(state.name), `${state.name} is a state of this graph`);
    assert(!this.updates.has(state.name), `${state.name} is updated once a step`);
    assert(
      sameShape(state.shape, next.shape) && state.dtype === next.dtype,
      `the update of ${state.name} keeps its type: ${state.dtype} [${state.shape}], got ${next.dtype} [${next.shape}]`,
    );
    this.updates.set(state.name, next);
  }

  /** Known numbers; small equal constants are made once. */
  constant(data: TensorData, name?: string): Value {
    const key =
      name === undefined && data.data.length <= 64
        ? `${data.dtype}[${data.shape}]${Array.from(data.data as never)}`
        : undefined;
    const known = key === undefined ? undefined : this.sharedConstants.get(key);
    if (known !== undefined) return known;
    const value = this.value(
      name ?? this.freshName("constant"),
      { dtype: data.dtype, shape: data.shape },
      { constant: data },
    );
    this.constants.push(value);
    if (key !== undefined) this.sharedConstants.set(key, value);
    return value;
  }

  scalar(value: number, dtype: DType = "float32"): Value {
    return this.constant(tensorOf(dtype, [], [value]));
  }

  /** A list of whole numbers, as shapes and axes are given to ONNX operators. */
  integers(values: readonly number[]): Value {
    return this.constant(tensorOf("int64", [values.length], values));
  }

  /** Runs `build` with `name` added to the place that new nodes and states belong to. */
  within<T>(name: string, build: () => T): T {
    this.path.push(name);
    try {
      return build();
    } finally {
      this.path.pop();
    }
  }

  /** The place that is being built, such as "2.residual.conv2d"; empty at the top. */
  get at(): string {
    return this.path.join(".");
  }

  /** Adds a node; its outputs' types come from the operator's rule. */
  add(
    operator: Operator,
    inputs: readonly (Value | undefined)[],
    given: Readonly<Record<string, AttributeValue>> = {},
  ): Value[] {
    const specs = operator.attributes ?? {};
    const attributes: Record<string, AttributeValue> = {};
    for (const [name, spec] of Object.entries(specs)) {
      attributes[name] = given[name] === undefined ? (spec.default as AttributeValue) : given[name];
    }
    const unknown = Object.keys(given).find((name) => !(name in specs));
    assert(unknown === undefined, `${operator.onnx} has an attribute ${unknown}`);
    for (const input of inputs)
      assert(input === undefined || input.graph === this, `inputs of ${operator.onnx} are of its graph`);
    const types = operator.infer({ inputs: nameInputs(operator, inputs), attributes });
    const outputs: Value[] = [];
    const node: Node = { operator, inputs, attributes, outputs, at: this.at };
    for (const type of types) outputs.push(this.value(this.freshName(operator.onnx), type, { producer: node }));
    this.nodes.push(node);
    return outputs;
  }

  /** The outputs of a value's node as numbers, when its inputs are constants and its operator can compute them at once. */
  folded(value: Value): readonly TensorData[] | undefined {
    const node = value.producer;
    if (node?.operator.fold === undefined) return undefined;
    return node.operator.fold({ inputs: nameInputs(node.operator, node.inputs), attributes: node.attributes as never });
  }

  private freshName(kind: string): string {
    const prefix = this.at === "" ? kind : `${this.at}/${kind}`;
    const count = (this.counters.get(prefix) ?? 0) + 1;
    this.counters.set(prefix, count);
    return `${prefix}_${count}`;
  }

  private value(name: string, type: TensorType, more: { constant?: TensorData; producer?: Node } = {}): Value {
    assert(!this.names.has(name), `the name ${name} is used once in a graph`);
    this.names.add(name);
    return Object.freeze({ graph: this, name, dtype: type.dtype, shape: Object.freeze([...type.shape]), ...more });
  }
}

/** A node's inputs under the names that its operator's rules use. */
export function nameInputs(operator: Operator, inputs: readonly (Value | undefined)[]): Record<string, never> {
  const named: Record<string, unknown> = {};
  operator.inputs.forEach((declared, position) => {
    const value = inputs[position];
    if (declared.endsWith("*"))
      named[declared.slice(0, -1)] = inputs.slice(position).filter((rest) => rest !== undefined);
    else if (declared.endsWith("?")) named[declared.slice(0, -1)] = value;
    else {
      assert(value !== undefined, `${operator.onnx} got its input ${declared}`);
      named[declared] = value;
    }
  });
  return named as Record<string, never>;
}

/**
 * Applies an operator to values of one graph. Trailing inputs may be left out, inner ones be undefined.
 * @returns the node's outputs
 */
export function apply(
  operator: Operator,
  inputs: readonly (Value | undefined)[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): Value[] {
  const first = inputs.find((input) => input !== undefined);
  assert(first !== undefined, `${operator.onnx} has an input`);
  let end = inputs.length;
  while (end > 0 && inputs[end - 1] === undefined) end -= 1;
  return first.graph.add(operator, inputs.slice(0, end), attributes);
}

/** Applies an operator and gives its first output. */
export function applyOne(
  operator: Operator,
  inputs: readonly (Value | undefined)[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): Value {
  return apply(operator, inputs, attributes)[0]!;
}

/** The error of an operator whose inputs do not fit together; the place in the user's model comes from the graph. */
export function shapeError(
  operator: string,
  value: Value,
  details: { expected: string; got: string; hint?: string },
): WrasseError {
  const at = value.graph.at;
  return new WrasseError("shape-does-not-fit", {
    at: at === "" ? operator : `${at} (${operator})`,
    expected: details.expected,
    got: details.got,
    hint: details.hint ?? "change this layer's settings, or the layer before it",
  });
}
