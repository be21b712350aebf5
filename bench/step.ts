import { setTimeout as pause } from "node:timers/promises";
import { median } from "../src/base/averages.ts";
import { type ModelSetting, openTraining, type Training } from "./ourTraining.ts";
import { Peer, pythonPackage } from "./python.ts";
import type { Findings } from "./report.ts";
import { ratio } from "./statistics.ts";

export interface StepOptions {
  /** Names among `stepModels`. */
  readonly models: readonly string[];
  /** Turns of each side; each turn is `stepsInTurn` steps. */
  readonly rounds: number;
  readonly threads: number;
}

/** The models that are measured: a name for the table, and a config's `model`. */
export const stepModels = [
  // Three plain blocks: the net that the engine's first measurements were made with.
  { name: "small-cnn", model: { name: "small-cnn", blocks: 3, norm: "none", dropout: 0 } },
  // What `wrasse train` uses when nothing is said; without dropout, see below.
  { name: "small-cnn-default", model: { name: "small-cnn", dropout: 0 } },
  { name: "resnet-20", model: { name: "resnet", depth: 20 } },
  { name: "resnet-18", model: { name: "resnet", depth: 18 } },
  // Dropout draws its own numbers on each side; without it the losses of both sides can be compared.
  { name: "mobilenet-v2", model: { name: "mobilenet-v2", dropout: 0 } },
] as const;

export const batch = 32;
export const size = 64;
export const classes = 10;

/** The first step of a turn finds caches that the other side filled; it is left out. */
const stepsInTurn = 6;
const warmUpSteps = 3;
/** A slow model gets fewer rounds, so that each side takes about this long; three rounds at least. */
const enoughMs = 30_000;

const layouts = ["contiguous", "channels_last"] as const;
type Layout = (typeof layouts)[number];
type Side = "ours" | Layout;

/**
 * One training step (forward, loss, backward, SGD with momentum) against PyTorch in its default layout and in
 * channels_last, by turns in one run. Without PyTorch, ours alone.
 */
export async function benchStep(options: StepOptions, progress: (text: string) => void): Promise<Findings> {
  const torch = pythonPackage("torch");
  if (torch === undefined) progress("PyTorch is not installed (Debian's python3-torch): Wrasse is measured alone");
  const chosen = stepModels.filter(({ name }) => options.models.includes(name));
  const measured: Measured[] = [];
  for (const { name, model } of chosen) {
    const peer = torch === undefined ? undefined : Peer.start("torchStep.py");
    try {
      measured.push(await measureModel(name, model, peer, options, progress));
    } finally {
      peer?.stop();
    }
  }
  return { ...describe(measured, options, torch), versions: torch === undefined ? {} : { PyTorch: torch } };
}

/** From the same weights and photos, the first losses of both sides agree: they train the same model. */
async function checkTwin(name: string, ours: Training, peer: Peer): Promise<void> {
  const base64 = (bytes: Uint8Array): string =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  const weights = ours.weights.map(({ shape, data }) => ({
    shape,
    base64: base64(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  }));
  const { losses } = await peer.ask<{ losses: number[] }>({
    do: "check",
    model: name,
    weights,
    pixels: base64(ours.pixels),
  });
  for (const [step, theirs] of losses.entries()) {
    const loss = await ours.step();
    // Rounding differs by 1e-6 a layer, and training spreads it; another model differs in the first digits.
    if (Math.abs(loss - theirs) > 0.01 * Math.abs(theirs)) {
      throw new Error(`${name}: at step ${step} our loss is ${loss} and PyTorch's ${theirs}: not the same model`);
    }
  }
}

/** What a side's turn took. */
interface Turn {
  /** Milliseconds of each step by the clock. */
  readonly ms: readonly number[];
  /** Milliseconds of processor time a step, over all threads: less noisy than the clock where others use the machine. */
  readonly cpu_ms: number;
}

/** All turns of a side: the first step of each is left out of `ms`. */
interface Times {
  readonly ms: number[];
  readonly cpuMs: number[];
}

interface Measured {
  readonly name: string;
  readonly parameters: number;
  readonly times: ReadonlyMap<Side, Times>;
}

async function measureModel(
  name: string,
  model: ModelSetting,
  peer: Peer | undefined,
  options: StepOptions,
  progress: (text: string) => void,
): Promise<Measured> {
  const { threads } = options;
  const ours = await openTraining(model, { batch, size, classes, threads });
  const sides: Side[] = peer === undefined ? ["ours"] : ["ours", ...layouts];
  if (peer !== undefined) {
    const request = { do: "prepare", model: name, layers: ours.layers, size, batch, classes, threads };
    await peer.ask(request);
    await checkTwin(name, ours, peer);
  }
  const turn = async (side: Side, steps: number): Promise<Turn> => {
    await pause(30); // a runtime's threads spin a while after their last step
    if (side === "ours") return takeSteps(ours, steps);
    return peer!.ask<Turn>({ do: "run", model: name, layout: side, steps });
  };
  let slowest = 0;
  for (const side of sides) slowest = Math.max(slowest, ...(await turn(side, warmUpSteps)).ms.slice(1));
  const rounds = Math.min(options.rounds, Math.max(3, Math.floor(enoughMs / (slowest * stepsInTurn))));
  progress(`${name}: ${rounds} rounds of ${stepsInTurn} steps on each side`);
  const times = new Map<Side, Times>(sides.map((side) => [side, { ms: [], cpuMs: [] }]));
  for (let round = 0; round < rounds; round += 1) {
    // Each round starts with another side, so that none always follows the same one.
    const first = round % sides.length;
    for (const side of [...sides.slice(first), ...sides.slice(0, first)]) {
      const { ms, cpu_ms } = await turn(side, stepsInTurn);
      times.get(side)!.ms.push(...ms.slice(1));
      times.get(side)!.cpuMs.push(cpu_ms);
    }
  }
  const parameters = ours.weights.reduce((sum, { data }) => sum + data.length, 0);
  await ours.release();
  return { name, parameters, times };
}

async function takeSteps(training: Training, steps: number): Promise<Turn> {
  const ms: number[] = [];
  const cpu = process.cpuUsage();
  for (let i = 0; i < steps; i += 1) {
    const start = performance.now();
    await training.step();
    ms.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpu_ms: (user + system) / 1000 / steps };
}

/** Milliseconds a step of one side. */
interface Summary {
  readonly fastest: number;
  readonly typical: number;
  /** Median processor time. */
  readonly cpu: number;
  /** How many steps count. */
  readonly steps: number;
}

function summary(times: Times | undefined): Summary | undefined {
  if (times === undefined) return undefined;
  return {
    fastest: Math.min(...times.ms),
    typical: median(times.ms),
    cpu: median(times.cpuMs),
    steps: times.ms.length,
  };
}

function describe(
  measured: readonly Measured[],
  { threads, rounds }: StepOptions,
  torch: string | undefined,
): Findings {
  const most = rounds * (stepsInTurn - 1);
  const models = measured.map(({ name, parameters, times }) => {
    const [contiguous, channelsLast] = [summary(times.get("contiguous")), summary(times.get("channels_last"))];
    const best = [contiguous, channelsLast].flatMap((side) => (side === undefined ? [] : [side.fastest]));
    return {
      name,
      parameters,
      ours: summary(times.get("ours"))!,
      contiguous,
      channelsLast,
      pytorchBest: best.length === 0 ? undefined : Math.min(...best),
    };
  });
  return {
    id: "step",
    title: "A training step",
    notes: [
      `Milliseconds, the minimum and (in brackets) the median of ${most} steps (fewer for slow models, see --json): forward, loss, backward, SGD with momentum 0.9; ` +
        `batch ${batch}, ${size} px, ${classes} classes, ${threads} threads on each side, by turns. The ratios are of minima.`,
      "Wrasse's step also turns uint8 pixels into normalised floats and gives each photo's loss; PyTorch starts from floats.",
      torch === undefined
        ? "PyTorch is not installed here: Wrasse alone."
        : "PyTorch gets the same layers and first weights (their first losses are compared), with max-pooling before ReLU where they commute.",
    ],
    columns: [
      "model",
      "parameters",
      "Wrasse",
      "PyTorch, default",
      "PyTorch, channels_last",
      "of the default",
      "of the best",
    ],
    rows: models.map(({ name, parameters, ours, contiguous, channelsLast, pytorchBest }) => [
      name,
      parameters.toLocaleString("en"),
      milliseconds(ours),
      milliseconds(contiguous),
      milliseconds(channelsLast),
      ratio(ours.fastest, contiguous?.fastest),
      ratio(ours.fastest, pytorchBest),
    ]),
    records: models.map(({ name, parameters, ours, contiguous, channelsLast, pytorchBest }) => ({
      type: "bench",
      what: "step",
      model: name,
      ours_ms: ours.fastest,
      pytorch_best_ms: pytorchBest ?? null,
      pytorch_default_ms: contiguous?.fastest ?? null,
      pytorch_channels_last_ms: channelsLast?.fastest ?? null,
      ours_median_ms: ours.typical,
      pytorch_default_median_ms: contiguous?.typical ?? null,
      pytorch_channels_last_median_ms: channelsLast?.typical ?? null,
      ours_cpu_ms: ours.cpu,
      pytorch_default_cpu_ms: contiguous?.cpu ?? null,
      pytorch_channels_last_cpu_ms: channelsLast?.cpu ?? null,
      steps: ours.steps,
      parameters,
      batch,
      size,
      threads,
    })),
  };
}

function milliseconds(side: Summary | undefined): string {
  return side === undefined ? "-" : `${side.fastest.toFixed(1)} (${side.typical.toFixed(1)})`;
}
