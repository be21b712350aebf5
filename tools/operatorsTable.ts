import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import type { Operator } from "../src/graph/operator.ts";
import { operators } from "../src/graph/ops/index.ts";
import { docstringSection, plainDocstring, tableCell } from "./docstrings.ts";

/**
 * Writes docs/operators.md: what each operator does, since which operator set, and its gradient, from the operators' own
 * docstrings. Run: npx tsx tools/operatorsTable.ts
 */

const folder = new URL("../src/graph/ops/", import.meta.url);
export const page = new URL("../docs/operators.md", import.meta.url);

/** The text of docs/operators.md. */
export function operatorsTable(): string {
  const docstrings = docstringsByOperator();
  const rows = [...operators]
    .sort((a, b) => a.onnx.localeCompare(b.onnx, "en"))
    .map((operator) => row(operator, docstrings.get(operator.onnx)));
  return `# Operators

The ${operators.length} ONNX operators that a graph may hold and that an .onnx file may be read with. Graphs are written in operator set 20; an
operator of an older set is brought to its present form while a file is read, where that is simple. Each gradient is checked
against finite differences, the most used ones against PyTorch. An operator without a gradient can be run, but not lie
between the loss and what is learnt. How to add one is in CONTRIBUTING.md.

This page is written by \`npx tsx tools/operatorsTable.ts\` from the operators' own descriptions in src/graph/ops.

| operator | what it does | since opset | gradient |
|---|---|---|---|
${rows.join("\n")}
`;
}

function row(operator: Operator, docstring: string | undefined): string {
  if (docstring === undefined) throw new Error(`${operator.onnx} has no docstring above its defineOperator`);
  const summary = docstring.split(/\n\s*\n/)[0]!.replace(/^\w+: /, "");
  const since = /^ONNX\s+since opset (\d+)/m.exec(docstring)?.[1] ?? operator.domain;
  const gradient = docstringSection(docstring, "Gradient") ?? `none: ${operator.noGradient}`;
  if (since === undefined) throw new Error(`the docstring of ${operator.onnx} says since which opset it is`);
  return `| ${[operator.onnx, summary, since, gradient].map(tableCell).join(" | ")} |`;
}

/** Each operator's docstring without its stars, by its ONNX name. */
function docstringsByOperator(): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(".ts") || name.endsWith(".test.ts")) continue;
    const source = readFileSync(new URL(name, folder), "utf8");
    for (const [, docstring, onnx] of source.matchAll(declaration)) found.set(onnx!, plainDocstring(docstring!));
  }
  return found;
}

const declaration = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const \w+Operator = defineOperator\(\{\s+onnx: "(\w+)"/g;

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, operatorsTable());
