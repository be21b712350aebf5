import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { operators } from "../src/graph/ops/index.ts";
import { operatorsTable, page } from "./operatorsTable.ts";

test("docs/operators.md is current; if not, run npx tsx tools/operatorsTable.ts", () => {
  expect(readFileSync(page, "utf8")).toBe(operatorsTable());
});

test("an operator either has a gradient or says why it has none", () => {
  for (const { onnx, gradient, noGradient } of operators) {
    expect(gradient === undefined, onnx).toBe(noGradient !== undefined);
  }
});
