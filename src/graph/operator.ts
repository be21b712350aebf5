import type { Value } from "./graph.ts";
import type { DType, Shape, TensorData, TensorType } from "./tensor.ts";

/** How an attribute is stored in ONNX, and what it is when a node leaves it out. */
export interface AttributeSpec<T> {
  readonly kind: "int" | "ints" | "float" | "floats" | "string" | "tensor";
  readonly default: T;
}

export type AttributeSpecs = Readonly<Record<string, AttributeSpec<unknown>>>;
export type AttributeValue = number | readonly number[] | string | TensorData | undefined;

/** What the rules read: defaults filled in. */
export type AttributesOf<A extends AttributeSpecs> = {
  readonly [K in keyof A]: A[K] extends AttributeSpec<infer T> ? T : never;
};

export const int = <T extends number | undefined>(value: T): AttributeSpec<T | number> => ({
  kind: "int",
  default: value,
});
export const float = <T extends number | undefined>(value: T): AttributeSpec<T | number> => ({
  kind: "float",
  default: value,
});
export const text = <T extends string | undefined>(value: T): AttributeSpec<T | string> => ({
  kind: "string",
  default: value,
});
/** A list of whole numbers; left out when it has no default. */
export const ints = (value?: readonly number[]): AttributeSpec<readonly number[] | undefined> => ({
  kind: "ints",
  default: value,
});
export const tensor = (): AttributeSpec<TensorData | undefined> => ({ kind: "tensor", default: undefined });

type InputName<N extends string> = N extends `${infer Base}?` | `${infer Base}*` ? Base : N;
/** Inputs by name: "x" is needed, "b?" may be missing, "xs*" takes the rest. */
export type InputsOf<I extends readonly string[]> = {
  readonly [N in I[number] as InputName<N>]: N extends `${string}?`
    ? Value | undefined
    : N extends `${string}*`
      ? readonly Value[]
      : Value;
};

/** One use of an operator, as its rules see it. */
export interface Call<I extends readonly string[], A extends AttributeSpecs> {
  readonly inputs: InputsOf<I>;
  readonly attributes: AttributesOf<A>;
}

export interface GradientCall<I extends readonly string[], A extends AttributeSpecs> extends Call<I, A> {
  readonly outputs: readonly Value[];
  /** The gradient of the loss by each output; undefined where the loss does not depend on that output. */
  readonly outputGradients: readonly (Value | undefined)[];
  /** The gradient by the first output; to be used by operators with one differentiable output. */
  readonly dy: Value;
}

/** A thunk builds the gradient only when somebody asks for it; null says that there is none by nature (an index, a shape). */
export type GradientThunk = (() => Value) | null;
export type GradientsOf<I extends readonly string[]> = {
  readonly [N in I[number] as InputName<N>]: N extends `${string}*` ? readonly GradientThunk[] : GradientThunk;
};

/** One input of a trial: a shape (filled with random numbers from a normal distribution), or exact values. */
export type TrialInput =
  | Shape
  | {
      readonly shape: Shape;
      readonly dtype?: DType;
      readonly values?: readonly number[];
      readonly range?: readonly [number, number];
    };

/** An example call that the contract of all operators is tried on: shape rule, gradient, writing and reading back. */
export interface Trial {
  readonly inputs: readonly (TrialInput | null)[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** Inputs (by position) that are constants of the graph, such as shapes and axes. */
  readonly constants?: readonly number[];
  /** Said when finite differences do not apply at this point (a kink), with the reason; the rest is still tried. */
  readonly noSlope?: string;
}

export interface OperatorSpec<I extends readonly string[], A extends AttributeSpecs> {
  /** The operator's name in ONNX. */
  readonly onnx: string;
  /** The operator set's domain; default "" (ai.onnx). */
  readonly domain?: string;
  readonly inputs: I;
  readonly attributes?: A;
  /** Inputs (by position) that a rule needs to know while the graph is built; a file's weights there are read as constants. */
  readonly constants?: readonly number[];
  /** The type of each output. Throws `shapeError` when the inputs do not fit. */
  readonly infer: (call: Call<I, A>) => readonly TensorType[];
  /** Left out when the operator has no gradient: `noGradient` then says why. */
  readonly gradient?: (call: GradientCall<I, A>) => GradientsOf<I>;
  readonly noGradient?: string;
  /** Computes the outputs from constants while a model is read (shape arithmetic); undefined when it cannot. */
  readonly fold?: (call: Call<I, A>) => readonly TensorData[] | undefined;
  /** Brings a node of an older operator set to the form described here. */
  readonly upgrade?: (node: NodeForm, opset: number) => NodeForm;
  readonly trials: readonly Trial[];
}

/** A node while a file is read: attributes as found, inputs by value (undefined where left out). */
export interface NodeForm {
  readonly inputs: readonly (Value | undefined)[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** How many outputs the node names; not asked of what `upgrade` gives back. */
  readonly outputCount?: number;
  /** Makes a constant of the graph that is being read. */
  readonly constant: (data: TensorData) => Value;
}

/** An operator with its types forgotten, as the walker, the reader and the writer see it. */
export interface Operator extends Omit<OperatorSpec<readonly string[], AttributeSpecs>, "infer" | "gradient" | "fold"> {
  readonly infer: (call: Call<readonly string[], AttributeSpecs>) => readonly TensorType[];
  readonly gradient?: (call: GradientCall<readonly string[], AttributeSpecs>) => Readonly<Record<string, unknown>>;
  readonly fold?: (call: Call<readonly string[], AttributeSpecs>) => readonly TensorData[] | undefined;
}

/** Declares an operator; see CONTRIBUTING.md, "Adding an operator". */
export function defineOperator<const I extends readonly string[], A extends AttributeSpecs = Record<never, never>>(
  spec: OperatorSpec<I, A>,
): OperatorSpec<I, A> & Operator {
  return Object.freeze(spec) as unknown as OperatorSpec<I, A> & Operator;
}
