import { expect, test } from "vitest";
import { Graph } from "../graph/graph.ts";
import { numbersOf, tensorOf } from "../graph/tensor.ts";
import { ProgramState } from "./state.ts";

function declared(values: readonly number[] = [1, 2]): ProgramState {
  const graph = new Graph();
  const type = { dtype: "float32", shape: [values.length] } as const;
  graph.state("w", () => tensorOf("float32", [values.length], values), type, true);
  const state = new ProgramState();
  state.declare(graph);
  return state;
}

test("a state declared twice keeps its numbers", () => {
  const state = declared();
  state.write("w", tensorOf("float32", [2], [5, 6]));
  const graph = new Graph();
  graph.state("w", () => tensorOf("float32", [2], [0, 0]), { dtype: "float32", shape: [2] }, true);
  state.declare(graph);
  expect(state.names).toEqual(["w"]);
  expect(numbersOf(state.read("w"))).toEqual([5, 6]);
});

test("the same name with another shape in another graph is our mistake", () => {
  const graph = new Graph();
  graph.state("w", () => tensorOf("float32", [3], [0, 0, 0]), { dtype: "float32", shape: [3] }, true);
  expect(() => declared().declare(graph)).toThrow(/w has one shape/);
});

test("a swap makes the spare buffer current, and a second swap the first again", () => {
  const state = declared();
  (state.spare("w").data as Float32Array).set([7, 8]);
  expect(numbersOf(state.read("w"))).toEqual([1, 2]);
  state.swap(["w"]);
  expect(numbersOf(state.read("w"))).toEqual([7, 8]);
  expect(state.tensor("w").data).toBe(state.read("w").data);
  state.swap(["w"]);
  expect(numbersOf(state.read("w"))).toEqual([1, 2]);
});

test("a snapshot is a copy that later steps do not change", () => {
  const state = declared();
  const snapshot = state.snapshot();
  state.write("w", tensorOf("float32", [2], [9, 9]));
  expect(numbersOf(snapshot.get("w")!)).toEqual([1, 2]);
});

test("written numbers are copied", () => {
  const state = declared();
  const data = tensorOf("float32", [2], [3, 4]);
  state.write("w", data);
  data.data[0] = 100;
  expect(numbersOf(state.read("w"))).toEqual([3, 4]);
});

test("numbers of another shape are refused with the state's name", () => {
  expect(() => declared().write("w", tensorOf("float32", [3], [1, 2, 3]))).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: state-does-not-fit at w
      expected float32 [2], got float32 [3]
      try: the numbers come from another model: use the config that they were made with]
  `);
});
