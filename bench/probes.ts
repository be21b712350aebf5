import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../src/base/averages.ts";
import { draws } from "../src/base/random.ts";
import { type Config, parseConfig } from "../src/config/config.ts";
import { type Dataset, datasetFromPixels } from "../src/data/dataset.ts";
import { passiveProbes } from "../src/probe/passive/index.ts";
import { planTraining } from "../src/train/plan.ts";
import { afterStep, type Progress, start } from "../src/train/progress.ts";
import { RecordWriter } from "../src/train/record/recordWriter.ts";
import { headerOfRun } from "../src/train/record/runFacts.ts";
import { isProbed } from "../src/train/record/sampling.ts";
import { Trainer } from "../src/train/trainer.ts";
import type { Findings } from "./report.ts";

/** A training on as many photos as fish-photos has to learn from. */
const epochs = 60;
const stepsPerEpoch = 23;
const batch = 32;
const size = 64;
const classes = 10;

/** A round is this many steps that begin with a probed one, and as many plain ones. */
const stepsInTurn = 4;
const compilations = 5;

/** Models that are measured: the default one, and one of many layers. */
export const probedModels = [
  { name: "small-cnn-default", model: { name: "small-cnn" } },
  { name: "resnet-20", model: { name: "resnet", depth: 20 } },
] as const;

export interface ProbesOptions {
  /** Names among `probedModels`. */
  readonly models: readonly string[];
  readonly rounds: number;
  readonly threads: number;
}

/** What passive probes cost at the default sampling: probed steps and plain ones by turns, and compiling the second program. */
export async function benchProbes(options: ProbesOptions, progress: (text: string) => void): Promise<Findings> {
  const dataset = randomPhotos();
  const measured: Cost[] = [];
  for (const { name, model } of probedModels.filter(({ name }) => options.models.includes(name))) {
    progress(`${name}: ${options.rounds} rounds of ${2 * stepsInTurn} steps`);
    measured.push(await measure(name, { model }, dataset, options));
  }
  return describe(measured, options);
}

interface Cost {
  readonly name: string;
  /** Milliseconds of a plain step, the median. */
  readonly plainMs: number;
  /** What a probed step takes more than a plain one, its line in the record included; the median of the rounds. */
  readonly extraMs: number;
  /** Compiling the second program. */
  readonly compileMs: number;
  readonly probedSteps: number;
  /** Of the time of all steps. */
  readonly share: number;
  readonly lineBytes: number;
}

function configOf(part: object, every: "off" | number): Config {
  return parseConfig({ data: { path: "none", size }, ...part, epochs, batch, probes: { every } });
}

async function measure(
  name: string,
  part: object,
  dataset: Dataset,
  { rounds, threads }: ProbesOptions,
): Promise<Cost> {
  const compileMs = await compileTime(part, dataset, threads);
  const config = configOf(part, 2 * stepsInTurn);
  const trainer = await Trainer.create(planTraining(config, dataset), dataset, { threads, probes: passiveProbes });
  const folder = mkdtempSync(join(tmpdir(), "wrasse-bench-"));
  try {
    const path = join(folder, "record.jsonl");
    const record = await RecordWriter.open(path, headerOfRun(config, trainer), start);
    const headerBytes = statSync(path).size;
    let at: Progress = start;
    let lines = 0;
    const turn = async (): Promise<number[]> => {
      const times: number[] = [];
      for (let i = 0; i < stepsInTurn; i += 1) {
        const begun = processorMs();
        const done = await trainer.step(at, async (step) => {
          lines += 1;
          await record.addStep(step);
        });
        times.push(processorMs() - begun);
        at = afterStep(at, done);
        // Full steps only, as a short one would fall into some turns.
        if (at.stepInEpoch === stepsPerEpoch - 1) at = { ...at, epoch: at.epoch + 1, stepInEpoch: 0 };
      }
      return times;
    };
    for (let i = 0; i < 2; i += 1) await turn(); // warms both programs up
    const extras: number[] = [];
    const plain: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [probedTurn, plainTurn] = [await turn(), await turn()];
      extras.push(sum(probedTurn) - sum(plainTurn));
      plain.push(...plainTurn);
    }
    const plainMs = median(plain);
    const extraMs = median(extras);
    const probedSteps = countProbed();
    const share = (extraMs * probedSteps + compileMs) / (plainMs * epochs * stepsPerEpoch);
    const lineBytes = Math.round((statSync(path).size - headerBytes) / lines);
    return { name, plainMs, extraMs, compileMs, probedSteps, share, lineBytes };
  } finally {
    await trainer.release();
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds by which creating a trainer takes longer with probes, by turns. */
async function compileTime(part: object, dataset: Dataset, threads: number): Promise<number> {
  const create = async (every: "off" | number): Promise<number> => {
    const plan = planTraining(configOf(part, every), dataset);
    const begun = processorMs();
    const trainer = await Trainer.create(plan, dataset, { threads, probes: passiveProbes });
    const ms = processorMs() - begun;
    await trainer.release();
    return ms;
  };
  await create(1);
  const more: number[] = [];
  for (let i = 0; i < compilations; i += 1) {
    const plain = await create("off");
    more.push((await create(1)) - plain);
  }
  return median(more);
}

/** The steps of the training that the default sampling probes. */
function countProbed(): number {
  let count = 0;
  for (let step = 0; step < epochs * stepsPerEpoch; step += 1) {
    const isShort = step % stepsPerEpoch === stepsPerEpoch - 1;
    if (!isShort && isProbed(step, { every: "auto" })) count += 1;
  }
  return count;
}

/** Milliseconds of processor time so far, over all threads: other programs on the machine are not in it. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

/** Noise in place of photos: every epoch has 22 full steps and a short one. */
function randomPhotos(): Dataset {
  const count = batch * stepsPerEpoch - batch / 2;
  const rng = draws(0, "bench:photos");
  const words = new Uint32Array((count * 3 * size * size) / 4).map(() => rng.uint32());
  return datasetFromPixels({
    classes: Array.from({ length: classes }, (_, label) => `class ${label}`),
    labels: Uint8Array.from({ length: count }, (_, photo) => photo % classes),
    pixels: new Uint8Array(words.buffer),
    size,
    splits: Array.from({ length: count }, () => "train" as const),
  });
}

function describe(costs: readonly Cost[], { threads, rounds }: ProbesOptions): Findings {
  return {
    id: "probes",
    title: "What watching costs",
    notes: [
      `All passive probes at the default sampling, in a training of ${epochs} epochs of ${stepsPerEpoch} steps (fish-photos' size; batch ${batch}, ${size} px, ${classes} classes, default recipe, ${threads} threads).`,
      `Milliseconds of processor time, over all threads: the median of ${rounds * stepsInTurn} plain steps; what a probed step takes more, from ${rounds} rounds of ${stepsInTurn} steps that begin with a probed one and ${stepsInTurn} plain ones, by turns; compiling the second program, the median of ${compilations} pairs.`,
      "The share is of the time of all training steps; validation and the rest of a training would make it smaller.",
    ],
    columns: ["model", "plain step", "a probed one more", "compiling", "probed steps", "share", "bytes a line"],
    rows: costs.map(({ name, plainMs, extraMs, compileMs, probedSteps, share, lineBytes }) => [
      name,
      plainMs.toFixed(1),
      `${extraMs.toFixed(1)} (${((100 * extraMs) / plainMs).toFixed(0)} %)`,
      compileMs.toFixed(0),
      String(probedSteps),
      `${(100 * share).toFixed(2)} %`,
      String(lineBytes),
    ]),
    records: costs.map(({ name, plainMs, extraMs, compileMs, probedSteps, share, lineBytes }) => ({
      type: "bench",
      what: "probes",
      model: name,
      plain_ms: plainMs,
      probed_extra_ms: extraMs,
      compile_ms: compileMs,
      probed_steps: probedSteps,
      steps: epochs * stepsPerEpoch,
      share,
      line_bytes: lineBytes,
      threads,
    })),
  };
}
