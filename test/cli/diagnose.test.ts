import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseConfig } from "../../src/config/config.ts";
import { parseAquariumOptions, writeAquarium } from "../../src/data/aquarium/index.ts";
import { train } from "../../src/probe/train.ts";
import { wrasse } from "./commandLine.ts";

const cwd = mkdtempSync(join(tmpdir(), "wrasse-test-"));
const photos = join(cwd, "photos");

async function trained(name: string, biasInitializer: number): Promise<string> {
  const conv = (filters: number): object => ({ conv2d: { filters, kernel: 3, biasInitializer } });
  const config = parseConfig({
    data: { path: photos, size: 16 },
    model: [conv(8), "relu", conv(8), "relu", "global-average-pool2d", { dense: "classes" }],
    loss: { name: "cross-entropy" },
    optimizer: { name: "adam", learningRate: 0.01 },
    schedule: { name: "constant" },
    augmentation: [],
    epochs: 40,
  });
  const out = join(cwd, name);
  await train(config, { out, threads: 1, cacheDirectory: join(cwd, ".cache") });
  return out;
}

beforeAll(async () => {
  const options = { species: 3, size: 16, images: { train: 96, validation: 24, test: 12 } };
  await writeAquarium(photos, parseAquariumOptions(options), 0);
  await trained("sick", -6);
  await trained("well", 0);
}, 60_000);
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe("wrasse diagnose", () => {
  test("names what a net born dead suffers from, with evidence, and keeps it in the run", async () => {
    const { status, stderr, json } = await wrasse(["diagnose", "sick", "--json"], { cwd });
    expect([status, stderr]).toEqual([0, ""]);
    const result = json.at(-1) as { findings: { evidence: object[] }[]; verdict: string };
    expect(result).toMatchObject({ type: "result", verdict: "sick", findings: [{ rank: 1, mechanism: "dying-relu" }] });
    expect(Object.keys(result.findings[0]!)).toEqual(
      expect.arrayContaining([
        "rank",
        "mechanism",
        "rootCause",
        "verdict",
        "severity",
        "layer",
        "class",
        "evidence",
        "against",
        "next",
      ]),
    );
    for (const one of result.findings[0]!.evidence) {
      expect(Object.keys(one).sort()).toEqual(
        ["for", "interval", "quantity", "source", "text", "threshold", "unit", "value"].sort(),
      );
    }
    expect(JSON.parse(readFileSync(join(cwd, "sick", "diagnosis.json"), "utf8"))).toEqual(result);
  });

  test("--quick reads the record alone and calls nothing likely that batches cannot show", async () => {
    const { json } = await wrasse(["diagnose", "sick", "--quick", "--json"], { cwd });
    expect(json.at(-1)).toMatchObject({ verdict: "sick", probes: [], findings: [{ verdict: "undecided" }] });
  });

  test("a run without symptoms is not measured, and --fail-on sick tells the two apart", async () => {
    const well = await wrasse(["diagnose", "well", "--fail-on", "sick"], { cwd });
    expect(well.status).toBe(0);
    expect(well.stdout).toContain("Healthy");
    const sick = await wrasse(["diagnose", "sick", "--quick", "--fail-on", "sick"], { cwd });
    expect(sick.status).toBe(1);
  });

  test("what is no run, log or model is refused in a sentence", async () => {
    await writeFile(join(cwd, "notes.md"), "# notes\n");
    for (const path of ["nowhere", "notes.md", "photos"]) {
      const { status, stderr } = await wrasse(["diagnose", path], { cwd });
      expect(status).toBe(2);
      expect(stderr).toContain("try:");
    }
    const { status, stderr } = await wrasse(["diagnose", join("sick", "best.onnx")], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain("photos-needed");
  });

  test("a model's file with photos is looked at, too", async () => {
    const words = ["diagnose", join("sick", "best.onnx"), "--data", "photos", "--json"];
    const { status, json } = await wrasse(words, { cwd });
    expect(status).toBe(0);
    expect(json.at(-1)).toMatchObject({ verdict: "sick", findings: [{ mechanism: "dying-relu" }] });
    expect(existsSync(join(cwd, "diagnosis.json"))).toBe(false);
  });
});
