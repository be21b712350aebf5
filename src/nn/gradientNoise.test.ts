import { expect, test } from "vitest";
import { Graph } from "../graph/graph.ts";
import { numbersOf, tensorOf } from "../graph/tensor.ts";
import { Program } from "../runtime/program.ts";
import { ProgramState } from "../runtime/state.ts";
import { addGradientNoise, fillNormals, gradientNoise } from "./gradientNoise.ts";

function normals(count: number, seed = 1, name = "w/noise", step = 0): Float32Array {
  const target = new Float32Array(count);
  fillNormals(target, seed, name, step);
  return target;
}

function moment(values: ArrayLike<number>, power: number): number {
  return Array.from(values).reduce((sum, value) => sum + value ** power, 0) / values.length;
}

test("normals have the moments of a normal variable", () => {
  const count = 200_000;
  const values = normals(count);
  // Five standard errors of each moment: its variance is (E[x^2k] - E[x^k]^2) / count.
  for (const [power, expected, variance] of [
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
  ] as const) {
    const limit = 5 * Math.sqrt(variance / count);
    expect(Math.abs(moment(values, power) - expected), `moment ${power}`).toBeLessThan(limit);
  }
  const neighbours = values.subarray(1).map((value, i) => value * values[i]!);
  expect(Math.abs(moment(neighbours, 1))).toBeLessThan(5 / Math.sqrt(count));
});

test("normals are a function of seed, name and step, whatever the length", () => {
  expect(normals(9)).toEqual(normals(9));
  for (const length of [1, 2, 3, 5, 8]) expect(normals(length)).toEqual(normals(9).slice(0, length));
  for (const other of [normals(9, 2), normals(9, 1, "v/noise"), normals(9, 1, "w/noise", 1)]) {
    expect(other.some((value) => [...normals(9)].includes(value))).toBe(false);
  }
});

test("the noise is added to gradients with a deviation that falls as sqrt(scale / (1 + step)^decay)", async () => {
  const graph = new Graph();
  const gradient = graph.input("g", "float32", [3]);
  const learnt = [{ name: "w", weight: gradient, gradient, isDecayed: false }];
  const noisy = addGradientNoise(graph, learnt, gradientNoise.parse({ scale: 0.3 }));
  const [name, at] = noisy.scalar;
  for (const step of [0, 1, 99]) {
    expect(at({ step, learningRate: 1 })).toBeCloseTo(Math.sqrt(0.3 / (1 + step) ** 0.55), 12);
  }
  expect(noisy.inputs.map((input) => input.name)).toEqual(["w/noise"]);
  const program = await Program.compile(graph, { found: noisy.learnt[0]!.gradient }, { threads: 1 });
  const { found } = await program.run(new ProgramState(), {
    g: tensorOf("float32", [3], [1, 2, 3]),
    "w/noise": tensorOf("float32", [3], [1, -1, 0.5]),
    [name]: tensorOf("float32", [], [0.1]),
  });
  [1.1, 1.9, 3.05].forEach((value, i) => {
    expect(numbersOf(found)[i]).toBeCloseTo(value, 6);
  });
  await program.release();
});
