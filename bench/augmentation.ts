import { setTimeout as pause } from "node:timers/promises";
import { augmentationsOf, parseAugmentations } from "../src/config/augmentation.ts";
import { parseConfig } from "../src/config/config.ts";
import { openTraining, type Training } from "./ourTraining.ts";
import type { Findings } from "./report.ts";
import { median, ratio } from "./statistics.ts";
import { batch, classes, size } from "./step.ts";

export interface AugmentationOptions {
  /** Turns of each list; each turn is `stepsInTurn` steps. */
  readonly rounds: number;
  readonly threads: number;
}

const stepsInTurn = 4;
const warmUpSteps = 3;

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

/**
 * Training steps of the default model with lists of augmentations, by turns in one run; drawing and feeding their
 * numbers is part of the step.
 */
export async function benchAugmentation(
  { rounds, threads }: AugmentationOptions,
  progress: (text: string) => void,
): Promise<Findings> {
  const trainings: Training[] = [];
  const times = lists.map((): Times => ({ ms: [], cpuMs: [] }));
  for (const { list } of lists) {
    const augmentation = augmentationsOf(parseAugmentations(list, "augmentation"), []);
    trainings.push(await openTraining(model, { batch, size, classes, threads, augmentation }));
  }
  for (const training of trainings) for (let i = 0; i < warmUpSteps; i += 1) await training.step();
  for (let round = 0; round < rounds; round += 1) {
    progress(`augmentation: round ${round + 1} of ${rounds}`);
    for (let turn = 0; turn < lists.length; turn += 1) {
      // Each round starts with another list, so that none always follows the same one.
      const which = (round + turn) % lists.length;
      await pause(30);
      await takeSteps(trainings[which]!, times[which]!);
    }
  }
  for (const training of trainings) await training.release();
  return describe(times, threads);
}

/** All turns of a list; the first step of each turn finds caches that another list filled, and is left out of `ms`. */
interface Times {
  readonly ms: number[];
  /** Processor time a step over all threads, a figure for each turn: less noisy where others use the machine. */
  readonly cpuMs: number[];
}

async function takeSteps(training: Training, times: Times): Promise<void> {
  const cpu = process.cpuUsage();
  for (let i = 0; i < stepsInTurn; i += 1) {
    const start = performance.now();
    await training.step();
    if (i > 0) times.ms.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpu);
  times.cpuMs.push((user + system) / 1000 / stepsInTurn);
}

function describe(times: readonly Times[], threads: number): Findings {
  const rows = lists.map(({ name }, i) => {
    const { ms, cpuMs } = times[i]!;
    return { name, fastest: Math.min(...ms), typical: median(ms), cpu: median(cpuMs) };
  });
  const none = rows[0]!;
  return {
    id: "augmentation",
    title: "Augmentation",
    notes: [
      `Milliseconds a training step, the minimum and (in brackets) the median of ${times[0]!.ms.length} steps: the default model (small-cnn), ` +
        `batch ${batch}, ${size} px, ${classes} classes, ${threads} threads, lists by turns; drawing and feeding the numbers included. Processor time is the median over the turns.`,
      `All common ones: ${lists[2]!.list.map((entry) => Object.keys(entry as object)[0]).join(", ")}.`,
    ],
    columns: ["augmentation", "step, ms", "of none, minima", "of none, medians", "of none, processor time"],
    rows: rows.map(({ name, fastest, typical, cpu }) => [
      name,
      `${fastest.toFixed(1)} (${typical.toFixed(1)})`,
      ratio(fastest, none.fastest),
      ratio(typical, none.typical),
      ratio(cpu, none.cpu),
    ]),
    records: rows.map(({ name, fastest, typical, cpu }) => ({
      type: "bench",
      what: "augmentation",
      augmentation: name,
      ms: fastest,
      median_ms: typical,
      of_none: fastest / none.fastest,
      of_none_medians: typical / none.typical,
      cpu_ms: cpu,
      of_none_cpu: cpu / none.cpu,
      batch,
      size,
      threads,
    })),
  };
}
