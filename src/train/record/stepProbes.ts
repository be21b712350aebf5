import { assert } from "../../base/errors.ts";
import type { Value } from "../../graph/graph.ts";
import { numbersOf, type TensorData } from "../../graph/tensor.ts";
import type { Watch } from "../stepGraph.ts";
import type { Measured, PassiveProbe, StepQuantity } from "./passiveProbe.ts";

/** What was measured at a step, in the order of the quantity's subjects; undefined where there was nothing to measure. */
export type StepValues = ReadonlyMap<StepQuantity, readonly (number | undefined)[]>;

/** Passive probes together in one training step: one output for each, and how to read them. */
export class StepProbes {
  private readonly measured = new Map<StepQuantity, Measured>();

  constructor(private readonly probes: readonly PassiveProbe[]) {}

  /** Adds the probes to a step; its outputs are to be given to `read`. */
  readonly watch: Watch = (forward) => {
    const watching = this.probes.map((probe) => ({ probe, watched: probe.watch(forward) }));
    return {
      gradientsOf: [...new Set(watching.flatMap(({ watched }) => watched.gradientsOf ?? []))],
      outputs: (backward) => {
        const outputs: Record<string, Value> = {};
        for (const { probe, watched } of watching) {
          const found = forward.graph.within(`probe/${probe.id}`, () => watched.measure(backward));
          if (found === undefined) continue;
          assert(!this.measured.has(probe.quantity), `one probe measures ${probe.quantity}`);
          this.measured.set(probe.quantity, found);
          outputs[outputOf(probe.quantity)] = found.values;
          if (found.isThere !== undefined) outputs[presenceOf(probe.quantity)] = found.isThere;
        }
        return outputs;
      },
    };
  };

  /** What each quantity is measured of, in its order; known once the step is built. */
  get subjects(): ReadonlyMap<StepQuantity, readonly string[]> {
    return new Map([...this.measured].map(([quantity, { subjects }]) => [quantity, subjects]));
  }

  /** The numbers of a step that was run. */
  read(outputs: Readonly<Record<string, TensorData>>): StepValues {
    return new Map(
      [...this.measured].map(([quantity, { isThere }]) => {
        const values = numbersOf(outputs[outputOf(quantity)]!);
        if (isThere === undefined) return [quantity, values];
        const present = numbersOf(outputs[presenceOf(quantity)]!);
        return [quantity, values.map((value, i) => (present[i] === 0 ? undefined : value))];
      }),
    );
  }
}

function outputOf(quantity: StepQuantity): string {
  return `probe/${quantity}`;
}

function presenceOf(quantity: StepQuantity): string {
  return `probe/${quantity}/is-there`;
}
