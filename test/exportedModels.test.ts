import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { gradients } from "../src/graph/gradients.ts";
import { importModel, parseModel } from "../src/graph/onnx.ts";
import { findOperator } from "../src/graph/ops/index.ts";
import { numbersOf, sizeOf, tensorOf } from "../src/graph/tensor.ts";
import { evaluate } from "./support/run.ts";

interface Case {
  readonly file: string;
  readonly shape: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly seed: readonly number[];
  readonly dx: readonly number[];
}

const fixtures = new URL("fixtures/", import.meta.url);
const { cases } = JSON.parse(readFileSync(new URL("exported.json", fixtures), "utf8")) as { cases: readonly Case[] };

describe("a network that PyTorch exported computes what it did there", () => {
  test.each(cases)("$file: output and gradient by the input", async ({ file, shape, x, y, seed, dx }) => {
    const model = parseModel(readFileSync(new URL(`exported/${file}`, fixtures)), file);
    const found = await evaluate({ x: tensorOf("float32", shape, x) }, (values, graph) => {
      const weight = (_name: string, data: Parameters<typeof graph.constant>[0]) => graph.constant(data);
      const output = importModel(model, { graph, inputs: values, weight, at: file }, findOperator).get("y")!;
      expect(sizeOf(output.shape)).toBe(y.length);
      const [gradient] = gradients(output, [values["x"]!], graph.constant(tensorOf("float32", output.shape, seed)));
      return { y: output, dx: gradient! };
    });
    expect(furthest(numbersOf(found.y), y)).toBeLessThan(1e-5);
    expect(furthest(numbersOf(found.dx), dx)).toBeLessThan(1e-5);
  });
});

/** The largest difference, as a share of the largest number: float32 sums in another order differ by about 1e-6. */
function furthest(got: readonly number[], expected: readonly number[]): number {
  const largest = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(value - got[i]!))) / largest;
}
