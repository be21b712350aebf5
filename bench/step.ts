import { setTimeout as pause } from "node:timers/promises";
import { openTraining, type Training } from "./ourTraining.ts";
import { Peer, pythonPackage } from "./python.ts";
import type { Findings, Versions } from "./report.ts";
import { median, ratio } from "./statistics.ts";

export interface StepOptions {
  /** Names among `stepModels`. */
  readonly models: readonly string[];
  /** Turns of each side; each turn is `stepsInTurn` steps. */
  readonly rounds: number;
  readonly threads: number;
}

/** The models that are measured: a name for the table, and a config's `model`. */
export const stepModels = [
  { name: "small-cnn", model: { name: "small-cnn" } },
  { name: "resnet-20", model: { name: "resnet", depth: 20 } },
  { name: "resnet-18", model: { name: "resnet", depth: 18 } },
  { name: "mobilenet-v2", model: { name: "mobilenet-v2" } },
] as const;

export const batch = 32;
export const size = 64;
export const classes = 10;

/** The first step of a turn finds caches that the other side filled; it is left out. */
const stepsInTurn = 6;
const warmUpSteps = 3;

const layouts = ["contiguous", "channels_last"] as const;
type Layout = (typeof layouts)[number];
type Side = "ours" | Layout;

/**
 * One training step (forward, loss, backward, SGD with momentum) against PyTorch in its default layout and in
 * channels_last, by turns in one run. Without PyTorch, ours alone.
 */
export async function benchStep(
  options: StepOptions,
  progress: (text: string) => void,
): Promise<{ findings: Findings; versions: Versions }> {
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
  return { findings: describe(measured, options, torch), versions: torch === undefined ? {} : { PyTorch: torch } };
}

interface Measured {
  readonly name: string;
  readonly parameters: number;
  /** Milliseconds of each step that counts. */
  readonly times: ReadonlyMap<Side, readonly number[]>;
}

async function measureModel(
  name: string,
  model: { readonly name: string },
  peer: Peer | undefined,
  { rounds, threads }: StepOptions,
  progress: (text: string) => void,
): Promise<Measured> {
  progress(`${name}: ${rounds} rounds of ${stepsInTurn} steps on each side`);
  const ours = await openTraining(model, { batch, size, classes, threads });
  const sides: Side[] = peer === undefined ? ["ours"] : ["ours", ...layouts];
  if (peer !== undefined) {
    const request = { do: "prepare", model: name, layers: ours.layers, size, batch, classes, threads };
    const { parameters } = await peer.ask<{ parameters: number }>(request);
    if (parameters !== ours.parameters) {
      throw new Error(
        `${name} has ${ours.parameters} parameters, and PyTorch's twin ${parameters}: not the same model`,
      );
    }
  }
  const turn = async (side: Side, steps: number): Promise<readonly number[]> => {
    await pause(30); // a runtime's threads spin a while after their last step
    if (side === "ours") return takeSteps(ours, steps);
    return (await peer!.ask<{ ms: number[] }>({ do: "run", model: name, layout: side, steps })).ms;
  };
  for (const side of sides) await turn(side, warmUpSteps);
  const times = new Map(sides.map((side) => [side, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    // Each round starts with another side, so that none always follows the same one.
    const first = round % sides.length;
    for (const side of [...sides.slice(first), ...sides.slice(0, first)]) {
      times.get(side)!.push(...(await turn(side, stepsInTurn)).slice(1));
    }
  }
  const { parameters } = ours;
  await ours.release();
  return { name, parameters, times };
}

async function takeSteps(training: Training, steps: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < steps; i += 1) {
    const start = performance.now();
    await training.step();
    times.push(performance.now() - start);
  }
  return times;
}

function describe(
  measured: readonly Measured[],
  { threads, rounds }: StepOptions,
  torch: string | undefined,
): Findings {
  const rows = measured.map(({ name, parameters, times }) => {
    const fastest = (side: Side): number | undefined => best(times, side, (ms) => Math.min(...ms));
    const typical = (side: Side): number | undefined => best(times, side, median);
    const [ours, contiguous, channelsLast] = [fastest("ours")!, fastest("contiguous"), fastest("channels_last")];
    const peers = [contiguous, channelsLast].filter((ms) => ms !== undefined);
    const pytorchBest = peers.length === 0 ? undefined : Math.min(...peers);
    return { name, parameters, ours, contiguous, channelsLast, pytorchBest, typical };
  });
  return {
    id: "step",
    title: "A training step",
    notes: [
      `Milliseconds, the minimum (and the median) of ${rounds * (stepsInTurn - 1)} steps: forward, loss, backward, SGD with momentum 0.9;`.concat(
        ` batch ${batch}, ${size} px, ${classes} classes, ${threads} threads on each side, by turns.`,
      ),
      "Wrasse's step also turns uint8 pixels into normalised floats and gives the loss of each photo; PyTorch starts from floats.",
      torch === undefined
        ? "PyTorch is not installed here: Wrasse alone."
        : "PyTorch gets the same layers (checked by the number of parameters), with max-pooling before ReLU where they commute.",
    ],
    columns: [
      "model",
      "parameters",
      "Wrasse",
      "PyTorch, default layout",
      "PyTorch, channels_last",
      "of the default",
      "of the best",
    ],
    rows: rows.map(({ name, parameters, ours, contiguous, channelsLast, pytorchBest, typical }) => [
      name,
      parameters.toLocaleString("en"),
      milliseconds(ours, typical("ours")),
      milliseconds(contiguous, typical("contiguous")),
      milliseconds(channelsLast, typical("channels_last")),
      ratio(ours, contiguous),
      ratio(ours, pytorchBest),
    ]),
    records: rows.map(({ name, parameters, ours, contiguous, channelsLast, pytorchBest, typical }) => ({
      type: "bench",
      what: "step",
      model: name,
      ours_ms: ours,
      pytorch_best_ms: pytorchBest ?? null,
      pytorch_default_ms: contiguous ?? null,
      pytorch_channels_last_ms: channelsLast ?? null,
      ours_median_ms: typical("ours"),
      pytorch_default_median_ms: typical("contiguous") ?? null,
      pytorch_channels_last_median_ms: typical("channels_last") ?? null,
      parameters,
      batch,
      size,
      threads,
    })),
  };
}

function best(times: Measured["times"], side: Side, summary: (ms: readonly number[]) => number): number | undefined {
  const ms = times.get(side);
  return ms === undefined ? undefined : summary(ms);
}

function milliseconds(fastest: number | undefined, typical: number | undefined): string {
  return fastest === undefined || typical === undefined ? "-" : `${fastest.toFixed(1)} (${typical.toFixed(1)})`;
}
