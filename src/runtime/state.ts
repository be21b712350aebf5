import type { Tensor } from "onnxruntime-node";
import { assert, WrasseError } from "../base/errors.ts";
import type { Graph } from "../graph/graph.ts";
import { sameShape, type TensorData, zeros } from "../graph/tensor.ts";
import { runtimeTensor } from "./session.ts";

interface Slot {
  data: TensorData;
  current: Tensor;
  /** The other buffer, which the next step writes; made when a program first updates the state. */
  spare?: { data: TensorData; tensor: Tensor };
}

/**
 * The tensors that outlive a step (weights, running statistics, optimiser slots). Each updated one has two buffers: a
 * step reads one and writes the other, then they change places, so no number is copied. Several programs share a state.
 */
export class ProgramState {
  private readonly slots = new Map<string, Slot>();

  /** Makes what the graph declares and this state does not hold yet. */
  declare(graph: Graph): void {
    for (const [name, { initial, value }] of graph.states) {
      const known = this.slots.get(name);
      if (known !== undefined) {
        assert(sameShape(known.data.shape, value.shape), `${name} has one shape in all programs of a state`);
        continue;
      }
      const data = initial();
      assert(sameShape(data.shape, value.shape), `the first numbers of ${name} have its shape`);
      this.slots.set(name, { data, current: runtimeTensor(data) });
    }
  }

  get names(): string[] {
    return [...this.slots.keys()];
  }

  /** The numbers now; a view that the step after next overwrites, so copy what must stay. */
  read(name: string): TensorData {
    return this.slot(name).data;
  }

  /** Replaces the numbers by a copy of `data`. */
  write(name: string, data: TensorData): void {
    const slot = this.slot(name);
    if (!sameShape(slot.data.shape, data.shape) || slot.data.dtype !== data.dtype) {
      throw new WrasseError("state-does-not-fit", {
        at: name,
        expected: `${slot.data.dtype} [${slot.data.shape}]`,
        got: `${data.dtype} [${data.shape}]`,
        hint: "the numbers come from another model: use the config that they were made with",
      });
    }
    (slot.data.data as Float32Array).set(data.data as Float32Array);
  }

  /** A copy of everything, for a checkpoint. */
  snapshot(): Map<string, TensorData> {
    return new Map(
      [...this.slots].map(([name, { data }]) => [name, { ...data, data: data.data.slice() } as TensorData]),
    );
  }

  tensor(name: string): Tensor {
    return this.slot(name).current;
  }

  /** Where the next step writes the state. */
  spare(name: string): Tensor {
    const slot = this.slot(name);
    if (slot.spare === undefined) {
      const data = zeros(slot.data.dtype, slot.data.shape) as TensorData;
      slot.spare = { data, tensor: runtimeTensor(data) };
    }
    return slot.spare.tensor;
  }

  /** Makes what the step wrote current. */
  swap(names: readonly string[]): void {
    for (const name of names) {
      const slot = this.slot(name);
      assert(slot.spare !== undefined, `${name} was written by a step`);
      const { data, tensor } = slot.spare;
      slot.spare = { data: slot.data, tensor: slot.current };
      slot.data = data;
      slot.current = tensor;
    }
  }

  private slot(name: string): Slot {
    const slot = this.slots.get(name);
    assert(slot !== undefined, `the state ${name} was declared`);
    return slot;
  }
}
