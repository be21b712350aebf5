import type { InferenceSession, Tensor } from "onnxruntime-node";
import { assert } from "../base/errors.ts";
import { fillKeepMask } from "../base/random.ts";
import type { Graph, Value } from "../graph/graph.ts";
import { writeModel } from "../graph/onnx.ts";
import { type TensorData, zeros } from "../graph/tensor.ts";
import { openSession, runtimeTensor, type SessionOptions } from "./session.ts";
import type { ProgramState } from "./state.ts";

/** What a step is fed, by the name of the graph's input. */
export type Feeds = Readonly<Record<string, TensorData>>;

const updateOf = (name: string): string => `${name}/next`;

/**
 * A graph compiled to a session of onnxruntime, with buffers that are used again at each step: feeds are read in place,
 * outputs written in place, and states swapped between two buffers.
 *
 * Same graph, feeds and state give the same bits, whatever the number of threads (CPU).
 */
export class Program<Output extends string = string> {
  private readonly outputs: ReadonlyMap<Output, { data: TensorData; tensor: Tensor }>;
  private readonly masks: readonly { name: string; keep: number; data: Uint8Array; tensor: Tensor }[];
  private readonly fed = new Map<string, { data: TensorData; tensor: Tensor }>();
  private isReleased = false;

  private constructor(
    private readonly session: InferenceSession,
    private readonly inputNames: readonly string[],
    private readonly stateNames: readonly string[],
    private readonly updated: readonly string[],
    outputs: ReadonlyMap<Output, Value>,
    graph: Graph,
  ) {
    const bufferOf = (value: Value): { data: TensorData; tensor: Tensor } => {
      const data = zeros(value.dtype, value.shape) as TensorData;
      return { data, tensor: runtimeTensor(data) };
    };
    this.outputs = new Map([...outputs].map(([name, value]) => [name, bufferOf(value)]));
    const used = new Set(session.inputNames);
    this.masks = graph.randomInputs
      .filter(({ value }) => used.has(value.name))
      .map(({ value, keep }) => {
        const { data, tensor } = bufferOf(value);
        return { name: value.name, keep, data: data.data as Uint8Array, tensor };
      });
  }

  /**
   * Compiles what the outputs need, and the updates of the graph's states unless `isReadOnly`.
   * @throws WrasseError "device-not-available"
   */
  static async compile<Output extends string>(
    graph: Graph,
    outputs: Readonly<Record<Output, Value>>,
    options: SessionOptions & { readonly isReadOnly?: boolean } = {},
  ): Promise<Program<Output>> {
    const named = new Map(Object.entries(outputs) as [Output, Value][]);
    const fed = new Set([...graph.inputs, ...graph.randomInputs.map(({ value }) => value)].map(({ name }) => name));
    for (const name of named.keys()) {
      assert(!fed.has(name) && !graph.states.has(name), `the output ${name} has a name of its own, not an input's`);
    }
    const updates = options.isReadOnly === true ? [] : [...graph.updates];
    const all = new Map<string, Value>([...named, ...updates.map(([name, next]) => [updateOf(name), next] as const)]);
    const session = await openSession(writeModel(graph, { outputs: all }), { optimization: "extended", ...options });
    const used = new Set(session.inputNames);
    return new Program(
      session,
      graph.inputs.map(({ name }) => name).filter((name) => used.has(name)),
      [...graph.states.keys()].filter((name) => used.has(name)),
      updates.map(([name]) => name),
      named,
      graph,
    );
  }

  /**
   * Runs one step and moves the state on.
   *
   * @param random the run's seed and the step, which decide the masks (dropout); needed when the graph has any
   * @returns the outputs: buffers of the program, overwritten by its next run
   */
  async run(
    state: ProgramState,
    feeds: Feeds,
    random?: { readonly seed: number; readonly step: number },
  ): Promise<Readonly<Record<Output, TensorData>>> {
    assert(!this.isReleased, "a released program is not run");
    const inputs: Record<string, Tensor> = {};
    for (const name of this.inputNames) inputs[name] = this.feed(name, feeds[name]);
    for (const { name, keep, data, tensor } of this.masks) {
      assert(random !== undefined, `a graph with random masks (${name}) is given a seed and a step`);
      fillKeepMask(data, keep, random.seed, name, random.step);
      inputs[name] = tensor;
    }
    for (const name of this.stateNames) inputs[name] = state.tensor(name);
    const fetches: Record<string, Tensor> = {};
    for (const [name, { tensor }] of this.outputs) fetches[name] = tensor;
    for (const name of this.updated) fetches[updateOf(name)] = state.spare(name);
    await this.session.run(inputs, fetches);
    state.swap(this.updated);
    const results: Partial<Record<Output, TensorData>> = {};
    for (const [name, { data }] of this.outputs) results[name] = data;
    return results as Record<Output, TensorData>;
  }

  /** Gives the session's memory back. The program cannot be run afterwards. */
  async release(): Promise<void> {
    if (this.isReleased) return;
    this.isReleased = true;
    await this.session.release();
  }

  /** The runtime's tensor over a fed buffer; made once for as long as the same buffer is fed. */
  private feed(name: string, data: TensorData | undefined): Tensor {
    assert(data !== undefined, `the input ${name} is fed`);
    const known = this.fed.get(name);
    if (known !== undefined && known.data.data === data.data) return known.tensor;
    const tensor = runtimeTensor(data);
    this.fed.set(name, { data, tensor });
    return tensor;
  }
}
