import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
  type TensorProto,
  TensorProto_DataLocation,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";
import { assert, WrasseError } from "../base/errors.ts";
import type { Graph, Node, Value } from "./graph.ts";
import type { AttributeValue, Operator } from "./operator.ts";
import { dtypeOf, onnxTypeOf } from "./ops/dtypes.ts";
import { type DType, type Shape, sizeOf, type TensorData, type TensorType, tensorOf, zeros } from "./tensor.ts";

/** The operator set that graphs are written in. */
export const opset = 20;
/** The file format's version; onnxruntime 1.17 and later read it. */
const irVersion = 9n;

export interface WriteOptions {
  /** What the model computes, by the name that each output has in the file. */
  readonly outputs: ReadonlyMap<string, Value>;
  /** Numbers for states that become weights in the file; other states become inputs. */
  readonly weights?: ReadonlyMap<string, TensorData>;
  /** Key-value pairs kept in the file's metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The first axis of inputs and outputs is written as "batch", of any size. Only for graphs that do not depend on it. */
  readonly hasFreeBatch?: boolean;
  /** Height and width of pictures [N, C, H, W] are of any size too. Only for graphs that do not depend on them. */
  readonly hasFreePlaces?: boolean;
}

/** A graph, or the part of it that the outputs need, as the bytes of an .onnx file. */
export function writeModel(graph: Graph, options: WriteOptions): Uint8Array {
  const nodes = nodesNeeded(graph, options.outputs.values());
  const used = new Set<Value>(options.outputs.values());
  for (const node of nodes) for (const input of node.inputs) if (input !== undefined) used.add(input);

  const written = new Map<Value, string>();
  const copies: [Value, string][] = [];
  for (const [name, value] of options.outputs) {
    if (value.producer !== undefined && !written.has(value)) written.set(value, name);
    else copies.push([value, name]);
  }
  const nameOf = (value: Value): string => written.get(value) ?? value.name;

  const weights = options.weights ?? new Map<string, TensorData>();
  const states = [...graph.states.values()].filter(({ value }) => used.has(value));
  const fed = [...graph.inputs, ...graph.randomInputs.map(({ value }) => value)].filter((value) => used.has(value));
  const model = create(ModelProtoSchema, {
    irVersion,
    producerName: "wrasse",
    opsetImport: operatorSets(nodes),
    metadataProps: Object.entries(options.metadata ?? {}).map(([key, value]) =>
      create(StringStringEntryProtoSchema, { key, value }),
    ),
    graph: create(GraphProtoSchema, {
      name: "wrasse",
      node: [
        ...nodes.map((node) => writeNode(node, nameOf)),
        ...copies.map(([value, name]) =>
          create(NodeProtoSchema, {
            opType: "Identity",
            name: `Identity_${name}`,
            input: [nameOf(value)],
            output: [name],
          }),
        ),
      ],
      initializer: [
        ...graph.constants.filter((value) => used.has(value)).map((value) => writeTensor(value.constant!, value.name)),
        ...states.flatMap(({ value }) => {
          const data = weights.get(value.name);
          return data === undefined ? [] : [writeTensor(data, value.name)];
        }),
      ],
      input: [
        ...fed.map((value) => writeType(value.name, value, options)),
        ...states.filter(({ value }) => !weights.has(value.name)).map(({ value }) => writeType(value.name, value, {})),
      ],
      output: [...options.outputs].map(([name, value]) => writeType(name, value, options)),
    }),
  });
  return toBinary(ModelProtoSchema, model);
}

/** The nodes that lead to the outputs, in an order that computes inputs first. */
function nodesNeeded(graph: Graph, outputs: Iterable<Value>): Node[] {
  const needed = new Set<Node>();
  for (const output of outputs) if (output.producer !== undefined) needed.add(output.producer);
  for (let position = graph.nodes.length - 1; position >= 0; position -= 1) {
    const node = graph.nodes[position]!;
    if (!needed.has(node)) continue;
    for (const input of node.inputs) if (input?.producer !== undefined) needed.add(input.producer);
  }
  return graph.nodes.filter((node) => needed.has(node));
}

function operatorSets(nodes: readonly Node[]): ReturnType<typeof create<typeof OperatorSetIdProtoSchema>>[] {
  const domains = new Set(["", ...nodes.map(({ operator }) => operator.domain ?? "")]);
  return [...domains].map((domain) =>
    create(OperatorSetIdProtoSchema, { domain, version: domain === "" ? BigInt(opset) : 1n }),
  );
}

function writeNode(node: Node, nameOf: (value: Value) => string): ReturnType<typeof create<typeof NodeProtoSchema>> {
  const attributes: AttributeProto[] = [];
  for (const [name, spec] of Object.entries(node.operator.attributes ?? {})) {
    const value = node.attributes[name];
    if (value !== undefined) attributes.push(writeAttribute(name, spec.kind, value));
  }
  return create(NodeProtoSchema, {
    opType: node.operator.onnx,
    domain: node.operator.domain ?? "",
    name: node.outputs[0]!.name,
    input: node.inputs.map((input) => (input === undefined ? "" : nameOf(input))),
    output: node.outputs.map(nameOf),
    attribute: attributes,
  });
}

function writeAttribute(name: string, kind: string, value: Exclude<AttributeValue, undefined>): AttributeProto {
  switch (kind) {
    case "int":
      return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value as number) });
    case "float":
      return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value as number });
    case "string":
      return create(AttributeProtoSchema, { name, type: AttributeType.STRING, s: utf8(value as string) });
    case "ints":
      return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: (value as number[]).map(BigInt) });
    case "floats":
      return create(AttributeProtoSchema, { name, type: AttributeType.FLOATS, floats: [...(value as number[])] });
    default:
      return create(AttributeProtoSchema, {
        name,
        type: AttributeType.TENSOR,
        t: writeTensor(value as TensorData, ""),
      });
  }
}

function utf8(value: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(value) as Uint8Array<ArrayBuffer>;
}

function writeTensor({ dtype, shape, data }: TensorData, name: string): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dataType: onnxTypeOf[dtype],
    dims: shape.map(BigInt),
    rawData: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
  });
}

function writeType(
  name: string,
  { dtype, shape }: TensorType,
  { hasFreeBatch = false, hasFreePlaces = false }: Pick<WriteOptions, "hasFreeBatch" | "hasFreePlaces">,
): ValueInfoProto {
  const freeAxes = [
    hasFreeBatch ? "batch" : undefined,
    undefined,
    // Names of their own: an output's height is seldom its input's.
    ...(hasFreePlaces && shape.length === 4 ? [`${name}_height`, `${name}_width`] : []),
  ];
  const dim = shape.map((size, axis) => {
    const free = freeAxes[axis];
    return create(TensorShapeProto_DimensionSchema, {
      value: free === undefined ? { case: "dimValue", value: BigInt(size) } : { case: "dimParam", value: free },
    });
  });
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, {
      value: {
        case: "tensorType",
        value: create(TypeProto_TensorSchema, {
          elemType: onnxTypeOf[dtype],
          shape: create(TensorShapeProtoSchema, { dim }),
        }),
      },
    }),
  });
}

/** An .onnx file taken apart: its weights are read, its nodes not yet understood. */
export interface ParsedModel {
  /** What must be fed; a size is a name where the file leaves it free. */
  readonly inputs: readonly {
    readonly name: string;
    readonly dtype: DType;
    readonly shape: readonly (number | string)[];
  }[];
  readonly outputs: readonly string[];
  readonly weights: ReadonlyMap<string, TensorData>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly opset: number;
  readonly nodes: readonly ParsedNode[];
}

export interface ParsedNode {
  readonly type: string;
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/**
 * Takes the bytes of an .onnx file apart.
 * @throws WrasseError "not-an-onnx-model", "weights-outside-file", "element-type-unknown"
 */
export function parseModel(bytes: Uint8Array, at: string): ParsedModel {
  const model = decode(bytes, at);
  const graph = model.graph;
  if (graph === undefined || graph.node.length === 0) {
    throw new WrasseError("not-an-onnx-model", {
      at,
      expected: "an ONNX model with a graph",
      got: `${bytes.length} bytes without nodes`,
      hint: "give the .onnx file that an exporter wrote",
    });
  }
  const weights = new Map(
    graph.initializer.map((tensor) => [tensor.name, readTensor(tensor, `${at}: ${tensor.name}`)]),
  );
  return {
    inputs: graph.input.filter(({ name }) => !weights.has(name)).map((input) => readInput(input, at)),
    outputs: graph.output.map(({ name }) => name),
    weights,
    metadata: Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value])),
    opset: Number(model.opsetImport.find(({ domain }) => domain === "" || domain === "ai.onnx")?.version ?? opset),
    nodes: graph.node.map((node) => ({
      type: node.opType,
      domain: node.domain === "ai.onnx" ? "" : node.domain,
      name: node.name,
      inputs: node.input,
      outputs: node.output,
      attributes: Object.fromEntries(
        node.attribute.map((entry) => [entry.name, readAttribute(entry, `${at}: ${node.name}`)]),
      ),
    })),
  };
}

function decode(bytes: Uint8Array, at: string): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new WrasseError("not-an-onnx-model", {
      at,
      expected: "the bytes of an ONNX model",
      got: `${bytes.length} bytes that are no such file`,
      hint: "check that the file is complete and was written by an ONNX exporter",
      cause,
    });
  }
}

function readInput(input: ValueInfoProto, at: string): ParsedModel["inputs"][number] {
  const type = input.type?.value;
  if (type?.case !== "tensorType") {
    throw new WrasseError("input-not-a-tensor", {
      at: `${at}: ${input.name}`,
      expected: "a tensor",
      got: type?.case ?? "no type",
      hint: "export the model with tensor inputs",
    });
  }
  return {
    name: input.name,
    dtype: dtypeOf(type.value.elemType, `${at}: ${input.name}`),
    shape: (type.value.shape?.dim ?? []).map(({ value }, axis) =>
      value.case === "dimValue" ? Number(value.value) : value.case === "dimParam" ? value.value : `axis${axis}`,
    ),
  };
}

function readAttribute(attribute: AttributeProto, at: string): AttributeValue {
  switch (attribute.type) {
    case AttributeType.INT:
      return Number(attribute.i);
    case AttributeType.FLOAT:
      return attribute.f;
    case AttributeType.STRING:
      return new TextDecoder().decode(attribute.s);
    case AttributeType.INTS:
      return attribute.ints.map(Number);
    case AttributeType.FLOATS:
      return attribute.floats;
    case AttributeType.TENSOR:
      return readTensor(attribute.t!, `${at}.${attribute.name}`);
    default:
      throw new WrasseError("attribute-unknown", {
        at,
        expected: "an attribute that is a number, text, a list of numbers or a tensor",
        got: `${attribute.name} of ONNX attribute type ${attribute.type}`,
        hint: "export the model without control flow (If, Loop, Scan)",
      });
  }
}

function readTensor(proto: TensorProto, at: string): TensorData {
  const dtype = dtypeOf(proto.dataType, at);
  const shape = proto.dims.map(Number);
  if (proto.dataLocation === TensorProto_DataLocation.EXTERNAL) {
    throw new WrasseError("weights-outside-file", {
      at,
      expected: "weights inside the .onnx file",
      got: "a reference to another file",
      hint: "save the model as one file",
    });
  }
  if (proto.rawData.length > 0 || sizeOf(shape) === 0) return rawTensor(dtype, shape, proto.rawData, at);
  const listed = { float32: proto.floatData, float64: proto.doubleData, int64: proto.int64Data.map(Number) };
  const values = dtype in listed ? listed[dtype as keyof typeof listed] : proto.int32Data;
  if (values.length !== sizeOf(shape)) throw wrongLength(at, sizeOf(shape), values.length);
  return tensorOf(dtype, shape, values);
}

function rawTensor(dtype: DType, shape: Shape, raw: Uint8Array, at: string): TensorData {
  const tensor = zeros(dtype, shape) as TensorData;
  if (raw.byteLength !== tensor.data.byteLength) throw wrongLength(at, tensor.data.byteLength, raw.byteLength);
  new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength).set(raw);
  return tensor;
}

function wrongLength(at: string, expected: number, got: number): WrasseError {
  return new WrasseError("tensor-length-wrong", {
    at,
    expected: `${expected} for its shape`,
    got: `${got}`,
    hint: "the file is damaged: export it again",
  });
}

export interface ImportOptions {
  readonly graph: Graph;
  /** What each input of the model is in the graph. */
  readonly inputs: Readonly<Record<string, Value>>;
  /** What a weight of the model becomes in the graph: a state that learns, or a constant. */
  readonly weight: (name: string, data: TensorData) => Value;
  /** Builds a node in another way: its outputs, or undefined for the usual way. `input` gives a node's input by position. */
  readonly replace?: (node: ParsedNode, input: (position: number) => Value) => readonly Value[] | undefined;
  /** The file, for messages. */
  readonly at: string;
}

/**
 * Builds a parsed model into a graph, node by node.
 * @returns every named value of the model, so that a value inside it can be taken as its output
 * @throws WrasseError "operator-unknown" naming the operator; "shape-does-not-fit"
 */
export function importModel(model: ParsedModel, options: ImportOptions, resolve: OperatorLookup): Map<string, Value> {
  const { graph, at } = options;
  const values = new Map<string, Value>(Object.entries(options.inputs));
  const lookUp = (name: string): Value | undefined => {
    if (name === "") return undefined;
    const known = values.get(name);
    if (known !== undefined) return known;
    const data = model.weights.get(name);
    assert(data !== undefined, `the value ${name} in ${at} is made before it is used`);
    const value = isReal(data.dtype) ? options.weight(name, data) : graph.constant(data);
    values.set(name, value);
    return value;
  };
  for (const node of model.nodes) {
    const outputs = graph.within(node.name === "" ? node.type : node.name, () =>
      importNode(node, model, options, lookUp, resolve),
    );
    node.outputs.forEach((name, i) => {
      if (name !== "" && outputs[i] !== undefined) values.set(name, outputs[i]);
    });
  }
  return values;
}

/** Finds an operator by its ONNX name and domain. */
export type OperatorLookup = (type: string, domain: string) => Operator | undefined;

function importNode(
  node: ParsedNode,
  model: ParsedModel,
  { graph, at, replace }: ImportOptions,
  lookUp: (name: string) => Value | undefined,
  resolve: OperatorLookup,
): readonly Value[] {
  const replaced = replace?.(node, (position) => lookUp(node.inputs[position]!)!);
  if (replaced !== undefined) return replaced;
  if (node.type === "Constant") return [graph.constant(constantOf(node))];
  if (node.type === "Identity" || node.type === "Dropout") return [lookUp(node.inputs[0]!)!];
  const operator = resolve(node.type, node.domain);
  if (operator === undefined) {
    throw new WrasseError("operator-unknown", {
      at: `${at}: node ${node.name}`,
      expected: "an operator that Wrasse knows (see docs/operators.md)",
      got: node.domain === "" ? node.type : `${node.domain}.${node.type}`,
      hint: "export the model with plain operators, or add the operator (CONTRIBUTING.md)",
    });
  }
  const found = {
    inputs: node.inputs.map((name, position) => {
      const data = operator.constants?.includes(position) === true ? model.weights.get(name) : undefined;
      return data === undefined ? lookUp(name) : graph.constant(data);
    }),
    attributes: node.attributes,
    outputCount: node.outputs.length,
    constant: (data: TensorData) => graph.constant(data),
  };
  const { inputs, attributes } = operator.upgrade?.(found, model.opset) ?? found;
  const outputs = graph.add(operator, inputs, attributes);
  const folded = graph.folded(outputs[0]!);
  return folded === undefined ? outputs : folded.map((data) => graph.constant(data));
}

function constantOf({ attributes, name }: ParsedNode): TensorData {
  const { value, value_int, value_ints, value_float, value_floats } = attributes;
  if (typeof value === "object" && "dtype" in value) return value;
  if (typeof value_int === "number") return tensorOf("int64", [], [value_int]);
  if (typeof value_float === "number") return tensorOf("float32", [], [value_float]);
  if (Array.isArray(value_ints)) return tensorOf("int64", [value_ints.length], value_ints);
  assert(Array.isArray(value_floats), `the constant ${name} has numbers`);
  return tensorOf("float32", [value_floats.length], value_floats);
}

function isReal(dtype: DType): boolean {
  return dtype === "float32" || dtype === "float64";
}
