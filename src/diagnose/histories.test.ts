import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diagnose } from "./diagnose.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "shared", "data", "histories");

/** What is said of each log, and the label that a reader of its curve gave it. */
const logs: readonly (readonly [file: string, label: string, verdict: string, mechanism: string | null])[] = [
  ["01-icse2022.csv", "stuck", "sick", null],
  ["03-facial-expression.json", "overfit", "undecided", null],
  ["05-waste-classification-using-cnn.csv", "overfit", "undecided", null],
  ["07-meenasetu.csv", "overfit-gap", "undecided", null],
  ["09-fish-cnn.csv", "healthy", "healthy", null],
  ["11-mobilenetv2-model.json", "healthy", "healthy", null],
  ["13-brain_tumor_image_classification_using_c.csv", "unstable", "sick", null],
  ["15-cifarnumpy.csv", "slow", "undecided", "plateau-or-undertrained"],
  ["17-plant-disease-detection.json", "healthy", "healthy", null],
  ["19-pokemons-lenet.csv", "mild-overfit", "undecided", "plateau-or-undertrained"],
  ["21-digit-recognizer.csv", "saturated", "healthy", null],
  ["23-shopee-iet-ml-competition.csv", "overfit-then-lr-drop", "healthy", null],
  ["25-facial-expression-recognition.csv", "healthy-slow", "undecided", "plateau-or-undertrained"],
  ["27-lung-cancer-detection.csv", "noisy", "undecided", null],
  ["29-automated-skin-cancer-detection-using-cn.json", "slow", "undecided", "plateau-or-undertrained"],
];

describe.skipIf(!existsSync(folder))("real logs (needs ../shared/data/histories)", () => {
  test.each(logs)("%s, which a reader calls %s, is %s", async (file, _, verdict, mechanism) => {
    const found = await diagnose(join(folder, file));
    expect({ verdict: found.verdict, mechanism: found.findings[0]?.mechanism ?? null }).toEqual({ verdict, mechanism });
  });

  test.each(logs)("%s gets no cause and nothing proven, which curves alone cannot show", async (file) => {
    const { findings, probes } = await diagnose(join(folder, file));
    expect(probes).toEqual([]);
    for (const { rootCause, verdict, evidence } of findings) {
      expect(rootCause).toBeNull();
      expect(verdict).toBe("undecided");
      expect(evidence.length).toBeGreaterThan(0);
    }
  });
});
