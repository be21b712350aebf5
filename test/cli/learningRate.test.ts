import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { start, wrasse } from "./commandLine.ts";
import { tinyFolder } from "./tinyData.ts";

test("lr-find ends with a verdict and every seed's curve, draws the plot and leaves no run", async () => {
  const cwd = await tinyFolder();
  const words = [
    "lr-find",
    "--config",
    "tiny.yaml",
    "--steps",
    "30",
    "--seed",
    "5",
    "--threads",
    "1",
    "--out",
    "lr.svg",
  ];
  const { status, json } = await wrasse([...words, "--json"], { cwd });
  expect(status).toBe(0);
  const result = json.at(-1) as { curves: { seed: number; points: object[] }[]; reason: string };
  expect(result).toMatchObject({ type: "result", verdict: expect.stringMatching(/suggested|refused/), plot: "lr.svg" });
  expect(result.curves.map(({ seed }) => seed)).toEqual([5, 6, 7]);
  expect(Object.keys(result.curves[0]!.points[0]!)).toEqual(["learningRate", "loss", "smoothedLoss"]);
  expect(readFileSync(join(cwd, "lr.svg"), "utf8")).toContain("Learning-rate range test");
  expect(readdirSync(cwd).sort()).toEqual([".cache", "lr.svg", "photos", "tiny.yaml"]);

  const text = await wrasse([...words], { cwd });
  expect(text.stdout).toContain(result.reason);
  expect(text.stdout).toMatch(/seed +learns from +lowest at/);
});

test("Ctrl-C stops lr-find with 130 and a sentence", async () => {
  const cwd = await tinyFolder();
  const words = ["lr-find", "--config", "tiny.yaml", "--steps", "100000", "--to", "1e-6", "--threads", "1", "--json"];
  const started = start(words, { cwd });
  await started.seen("trying learning rates");
  started.process.kill("SIGINT");
  const ended = await started.ended;
  expect(ended.status).toBe(130);
  expect(ended.json.at(-1)).toMatchObject({ type: "error", code: "interrupted" });
});

test("train --dry-run tells photos, layers and schedule, writes no run, and is refused with --resume", async () => {
  const cwd = await tinyFolder({ schedule: "one-cycle" });
  const [json, text, resumed] = await Promise.all([
    wrasse(["train", "--config", "tiny.yaml", "--dry-run", "--json"], { cwd }),
    wrasse(["train", "--config", "tiny.yaml", "--dry-run"], { cwd }),
    wrasse(["train", "--resume", "run", "--dry-run", "--json"], { cwd }),
  ]);
  expect(json.json.at(-1)).toMatchObject({ type: "result", epochs: 4, steps: 16, schedule: { name: "one-cycle" } });
  expect(text.stdout).toContain("learning rate by epoch: one-cycle");
  expect(text.stdout).toContain("momentum by epoch");
  expect(resumed.json.at(-1)).toMatchObject({ code: "resume-with-options", got: "--dry-run" });
  expect(existsSync(join(cwd, "runs"))).toBe(false);
});

test("list shows kinds, one kind and one part, with options", async () => {
  const cwd = await tinyFolder();
  const [all, kind, part] = await Promise.all([
    wrasse(["list"], { cwd }),
    wrasse(["list", "schedules", "--json"], { cwd }),
    wrasse(["list", "cyclic"], { cwd }),
  ]);
  for (const name of ["small-cnn", "conv2d", "he-normal", "focal", "adamw", "one-cycle", "quota", "swa", "rotate"]) {
    expect(all.stdout).toContain(`  ${name} `);
  }
  const { parts } = kind.json.at(-1) as { parts: { kind: string; id: string }[] };
  expect(new Set(parts.map((one) => one.kind))).toEqual(new Set(["schedules"]));
  expect(part.stdout).toMatch(/period +epochs from one lowest rate.*default 8/);
  expect(part.stdout).toContain("Smith 2017");
});
