import { join } from "node:path";
import { type Config, parseConfig } from "../../src/config/config.ts";
import { parseAquariumOptions, writeAquarium } from "../../src/data/aquarium/index.ts";
import type { Diagnosis } from "../../src/diagnose/finding.ts";
import { train } from "../../src/probe/train.ts";
import { negativeBias } from "../../src/treat/faults/negativeBias.ts";

/** A net of three convolutions that learns three species in a few epochs. */
export function healthyConfig(folder: string, more: object = {}): Config {
  return parseConfig({
    data: { path: join(folder, "photos"), size: 16 },
    model: [
      { conv2d: 8 },
      "relu",
      { "max-pool2d": 2 },
      { conv2d: 16 },
      "relu",
      { "max-pool2d": 2 },
      { conv2d: 16 },
      "relu",
      "global-average-pool2d",
      { dense: "classes" },
    ],
    optimizer: { name: "adam", learningRate: 0.01 },
    loss: "cross-entropy",
    schedule: "constant",
    augmentation: [],
    epochs: 8,
    batch: 8,
    // A step program less to compile in each of many trainings.
    probes: { every: "off" },
    seed: 1,
    ...more,
  });
}

/** Photos of three species, and RUN, the training of a net that is born dead by its biases. */
export async function trainBornDead(folder: string, more: object = {}): Promise<string> {
  const images = { train: 60, validation: 45, test: 15 };
  await writeAquarium(join(folder, "photos"), parseAquariumOptions({ species: 3, size: 32, images }), 0);
  const sick = await negativeBias(-5).apply(healthyConfig(folder, more));
  const run = join(folder, "run");
  await train(sick, { out: run, threads: 1, cacheDirectory: join(folder, "cache") });
  return run;
}

/** A diagnosis of one finding. */
export function found(rootCause: string, mechanism: string | null = null): Diagnosis {
  const finding = {
    rank: 1,
    mechanism,
    rootCause,
    verdict: "likely",
    severity: 1,
    layer: null,
    class: null,
    evidence: [],
    against: [],
    next: null,
  } as const;
  return { verdict: "sick", findings: [finding], notes: [] };
}
