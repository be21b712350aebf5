import { setTimeout as pause } from "node:timers/promises";
import { median } from "../src/base/averages.ts";
import { draws } from "../src/base/random.ts";
import { augmentationsOf, parseAugmentations } from "../src/config/augmentation.ts";
import { parseConfig } from "../src/config/config.ts";
import type { AugmentationChoice } from "../src/data/augmentations/augmentation.ts";
import { AugmentationPlan } from "../src/data/augmentations/plan.ts";
import { Graph } from "../src/graph/graph.ts";
import { tensorOf } from "../src/graph/tensor.ts";
import { Program } from "../src/runtime/program.ts";
import { ProgramState } from "../src/runtime/state.ts";
import { openTraining } from "./ourTraining.ts";
import type { Findings } from "./report.ts";
import { batch, classes, size } from "./step.ts";

export interface AugmentationOptions {
  /** Rounds of `turnsInRound` steps of each list. */
  readonly rounds: number;
  readonly threads: number;
}

const turnsInRound = 4;
const warmUps = 2;

const model = { name: "small-cnn" } as const;

const moves = [{ flip: "horizontal" }, { rotate: 15 }, { shift: 0.1 }, { scale: 0.15 }, { shear: 10 }, { crop: 0.6 }];
const colours = [{ brightness: 0.2 }, { contrast: 0.2 }, { saturation: 0.2 }, { hue: 15 }];

/** What is measured: a name for the table, and a config's `augmentation`. */
const lists: readonly { readonly name: string; readonly list: readonly unknown[] }[] = [
  { name: "none", list: [] },
  { name: "the default list", list: parseConfig({ data: { path: "photos" } }).augmentation },
  {
    name: "all common ones",
    list: [...moves, ...colours, { gamma: 0.3 }, { "random-erasing": 0.5 }, { mixup: 0.2 }, { cutmix: 1 }],
  },
  { name: "flip", list: [{ flip: "horizontal" }] },
  { name: "rotate (as any move or several)", list: [{ rotate: 15 }] },
  { name: "perspective", list: [{ perspective: 0.3 }] },
  { name: "hue (as any straight change of colours or several)", list: [{ hue: 15 }] },
  { name: "gamma", list: [{ gamma: 0.3 }] },
  { name: "solarize and posterize", list: [{ solarize: 0.5 }, { posterize: 4 }] },
  { name: "blur", list: [{ blur: 2 }] },
  { name: "noise", list: [{ noise: 0.05 }] },
  { name: "jpeg", list: [{ jpeg: 30 }] },
  { name: "random-erasing", list: [{ "random-erasing": 1 }] },
  { name: "grid-mask", list: [{ "grid-mask": 1 }] },
  { name: "mixup", list: [{ mixup: 0.2 }] },
  { name: "cutmix", list: [{ cutmix: 1 }] },
  { name: "rand-augment", list: ["rand-augment"] },
  { name: "trivial-augment", list: ["trivial-augment"] },
];

/** Lists that whole steps are measured with; of the others the augmentation alone, which a step's noise would hide. */
const wholeSteps = 3;

/** Milliseconds by the clock, and of processor time over all threads: less noisy where others use the machine. */
interface Times {
  readonly ms: number[];
  readonly cpuMs: number[];
}

/** Something that is measured by turns. */
interface Side {
  readonly name: string;
  readonly times: Times;
  readonly turn: () => Promise<unknown>;
  readonly release: () => Promise<void>;
}

/**
 * Augmentations of the default model's training step: whole steps with three lists, and the augmentation alone (drawing and
 * feeding its numbers included) with many, by turns in one run.
 */
export async function benchAugmentation(
  { rounds, threads }: AugmentationOptions,
  progress: (text: string) => void,
): Promise<Findings> {
  const steps: Side[] = [];
  for (const { name, list } of lists.slice(0, wholeSteps)) steps.push(await wholeStep(name, list, threads));
  const alone: Side[] = [];
  for (const { name, list } of lists) alone.push(await augmentationAlone(name, list, threads));
  const sides = [...steps, ...alone];
  for (const { turn } of sides) for (let i = 0; i < warmUps; i += 1) await turn();
  for (let round = 0; round < rounds; round += 1) {
    progress(`augmentation: round ${round + 1} of ${rounds}`);
    for (let at = 0; at < sides.length; at += 1) {
      // Each round starts with another side, so that none always follows the same one.
      await pause(30);
      await takeTurns(sides[(round + at) % sides.length]!);
    }
  }
  for (const { release } of sides) await release();
  return describe(steps.map(summary), alone.map(summary), rounds, threads);
}

function choicesOf(list: readonly unknown[]): AugmentationChoice[] {
  return augmentationsOf(parseAugmentations(list, "augmentation"), []);
}

async function wholeStep(name: string, list: readonly unknown[], threads: number): Promise<Side> {
  const training = await openTraining(model, { batch, size, classes, threads, augmentation: choicesOf(list) });
  return { name, times: { ms: [], cpuMs: [] }, turn: training.step, release: training.release };
}

async function augmentationAlone(name: string, list: readonly unknown[], threads: number): Promise<Side> {
  const plan = new AugmentationPlan(choicesOf(list), size, { mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] });
  const graph = new Graph();
  const shape = [batch, 3, size, size];
  const pictures = plan.build(graph, graph.input("pixels", "uint8", shape));
  const program = await Program.compile(graph, { pictures }, { threads });
  const buffers = plan.buffers(batch);
  const rng = draws(0, "bench:pixels");
  const pixels = tensorOf(
    "uint8",
    shape,
    Array.from({ length: batch * 3 * size * size }, () => rng.below(256)),
  );
  const photos = Array.from({ length: batch }, (_, photo) => photo);
  const state = new ProgramState();
  let epoch = 0;
  const turn = async (): Promise<void> => {
    plan.fill(buffers, { seed: 0, epoch, photos, labels: photos });
    await program.run(state, { ...buffers, pixels });
    epoch += 1;
  };
  return { name, times: { ms: [], cpuMs: [] }, turn, release: () => program.release() };
}

async function takeTurns({ times, turn }: Side): Promise<void> {
  for (let i = 0; i < turnsInRound; i += 1) {
    const cpu = process.cpuUsage();
    const start = performance.now();
    await turn();
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    // The first one finds caches that another side filled.
    if (i === 0) continue;
    times.ms.push(ms);
    times.cpuMs.push((user + system) / 1000);
  }
}

interface Summary {
  readonly name: string;
  readonly fastest: number;
  /** Median of the processor time. */
  readonly cpu: number;
}

function summary({ name, times }: Side): Summary {
  return { name, fastest: Math.min(...times.ms), cpu: median(times.cpuMs) };
}

function describe(steps: readonly Summary[], alone: readonly Summary[], rounds: number, threads: number): Findings {
  const [step, nothing] = [steps[0]!, alone[0]!];
  const rows = alone.map((one, i) => {
    const whole = steps[i];
    return {
      ...one,
      // What the step takes longer by: the normalisation is in every step.
      share: (one.fastest - nothing.fastest) / step.fastest,
      cpuShare: (one.cpu - nothing.cpu) / step.cpu,
      ofNone: whole && whole.fastest / step.fastest,
      ofNoneCpu: whole && whole.cpu / step.cpu,
    };
  });
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  return {
    id: "augmentation",
    title: "Augmentation",
    notes: [
      `The default model's training step (small-cnn), batch ${batch}, ${size} px, ${classes} classes, ${threads} threads; ${rounds * (turnsInRound - 1)} steps of each, by turns.`,
      `A step without augmentation took ${step.fastest.toFixed(1)} ms (minimum), ${step.cpu.toFixed(1)} ms of processor time (median).`,
      "Alone: casting, augmentation and normalisation, drawing and feeding the numbers included. The shares are what it takes longer than no augmentation, of that step.",
      `All common ones: ${lists[2]!.list.map((entry) => Object.keys(entry as object)[0]).join(", ")}.`,
    ],
    columns: [
      "augmentation",
      "alone, ms",
      "share of a step, minima",
      "share, processor time",
      "whole steps, minima",
      "whole steps, processor time",
    ],
    rows: rows.map(({ name, fastest, share, cpuShare, ofNone, ofNoneCpu }) => [
      name,
      fastest.toFixed(1),
      percent(share),
      percent(cpuShare),
      ofNone?.toFixed(2) ?? "-",
      ofNoneCpu?.toFixed(2) ?? "-",
    ]),
    records: rows.map(({ name, fastest, cpu, share, cpuShare, ofNone, ofNoneCpu }) => ({
      type: "bench",
      what: "augmentation",
      augmentation: name,
      alone_ms: fastest,
      alone_cpu_ms: cpu,
      share,
      cpu_share: cpuShare,
      steps_of_none: ofNone ?? null,
      steps_of_none_cpu: ofNoneCpu ?? null,
      step_ms: step.fastest,
      step_cpu_ms: step.cpu,
      batch,
      size,
      threads,
    })),
  };
}
