import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import { afterEach, describe, expect, test } from "vitest";

const require = createRequire(import.meta.url);
const { forbidden, options } = require("../.dependency-cruiser.cjs") as {
  forbidden: NonNullable<ICruiseOptions["ruleSet"]>["forbidden"];
  options: ICruiseOptions;
};

let house: string | undefined;

/** Builds a small house of these files and tells which rules it breaks. */
async function brokenRules(files: Readonly<Record<string, string>>): Promise<string[]> {
  house = mkdtempSync(join(tmpdir(), "wrasse-arrows-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  writeFileSync(join(house, "package.json"), '{ "type": "module", "dependencies": { "sharp": "*" } }');
  symlinkSync(resolve("node_modules"), join(house, "node_modules"), "dir");
  const { tsConfig: _, ...rest } = options;
  const { output } = await cruise(["src"], {
    ...rest,
    baseDir: house,
    validate: true,
    ruleSet: { forbidden: forbidden ?? [] },
  });
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
}

afterEach(() => {
  if (house !== undefined) rmSync(house, { recursive: true });
  house = undefined;
});

describe("the one-way arrows between folders", () => {
  test("an arrow to a folder before it is allowed", async () => {
    const files = { "src/nn/layer.ts": 'import "../graph/graph.ts";', "src/graph/graph.ts": "export const graph = 1;" };
    expect(await brokenRules(files)).toEqual([]);
  });

  test("an arrow to a folder after it is refused", async () => {
    const files = { "src/graph/graph.ts": 'import "../nn/layer.ts";', "src/nn/layer.ts": "export const layer = 1;" };
    expect(await brokenRules(files)).toEqual(["graph-imports-only-folders-before-it"]);
  });

  test("a type is an arrow too", async () => {
    const files = {
      "src/data/photo.ts": 'import type { Command } from "../cli/command.ts"; export type Photo = Command;',
      "src/cli/command.ts": "export type Command = string;",
    };
    expect(await brokenRules(files)).toEqual(["data-imports-only-folders-before-it"]);
  });

  test("a test may import what stands after it", async () => {
    const files = {
      "src/graph/graph.test.ts": 'import "../nn/layer.ts";',
      "src/nn/layer.ts": "export const layer = 1;",
    };
    expect(await brokenRules(files)).toEqual([]);
  });

  test("a source that imports a test is refused", async () => {
    const files = {
      "src/graph/graph.ts": 'import "./graph.test.ts";',
      "src/graph/graph.test.ts": "export const helper = 1;",
    };
    expect(await brokenRules(files)).toEqual(["sources-import-no-tests-and-no-tools"]);
  });

  test("a folder that has no place in the list is refused", async () => {
    const files = { "src/misc/a.ts": 'import "./b.ts";', "src/misc/b.ts": "export const b = 1;" };
    expect(await brokenRules(files)).toEqual(["known-folders-only"]);
  });

  test("the public surface is not for the inside", async () => {
    const files = { "src/nn/layer.ts": 'import "../index.ts";', "src/index.ts": "export const version = 1;" };
    expect(await brokenRules(files)).toEqual(["nobody-imports-the-public-surface"]);
  });
});

describe("cycles", () => {
  const cycleIn = (folder: string): Record<string, string> => ({
    [`${folder}/a.ts`]: 'import { b } from "./b.ts"; export const a = () => b;',
    [`${folder}/b.ts`]: 'import { a } from "./a.ts"; export const b = () => a;',
  });

  test("a cycle is refused", async () => {
    expect(await brokenRules(cycleIn("src/nn/layers"))).toContain("no-cycles");
  });

  test("a cycle among operators is allowed", async () => {
    expect(await brokenRules(cycleIn("src/graph/ops"))).toEqual([]);
  });

  test("a cycle that leaves the operators is refused", async () => {
    const files = {
      "src/graph/ops/a.ts": 'import { b } from "../b.ts"; export const a = () => b;',
      "src/graph/b.ts": 'import { a } from "./ops/a.ts"; export const b = () => a;',
    };
    expect(await brokenRules(files)).toContain("cycles-of-operators-stay-among-operators");
  });
});

describe("packages that few files import", () => {
  test("sharp is refused outside data and charts", async () => {
    const files = { "src/nn/layer.ts": 'import sharp from "sharp"; export const layer = sharp;' };
    expect(await brokenRules(files)).toContain("few-files-import-sharp");
  });

  test("sharp is allowed where photos are decoded", async () => {
    const files = { "src/data/decode.ts": 'import sharp from "sharp"; export const decode = sharp;' };
    expect(await brokenRules(files)).toEqual([]);
  });
});
