import type { Config } from "../config/config.ts";
import type { Dataset } from "../data/dataset.ts";
import type { SetAside } from "../data/photo.ts";
import { sizeOf } from "../graph/tensor.ts";
import { positionOfJoin } from "../nn/joinMetadata.ts";
import type { LayerSpec } from "../nn/layer.ts";
import { learningRateAt, momentumAt } from "../nn/schedule.ts";
import { type OpenOptions, openTraining } from "./openTraining.ts";
import type { TrainingPlan } from "./plan.ts";
import { buildEvaluationGraph, type EvaluationGraph } from "./stepGraph.ts";

/** A part of the network. */
export interface PlannedLayer {
  /** Its place and id, "0.conv2d"; "backbone" for all that comes from a file. */
  readonly name: string;
  /** What it gives for one photo, such as [channels, height, width]; null where that cannot be told. */
  readonly shape: readonly number[] | null;
  /** Numbers that it learns. */
  readonly parameters: number;
}

/** Learning rate and momentum at one step. */
export interface PlannedRate {
  /** From 1. */
  readonly step: number;
  readonly learningRate: number;
  /** null where the schedule leaves the optimiser's own. */
  readonly momentum: number | null;
}

export interface PlannedSchedule {
  readonly name: string;
  /** The rates follow the figures of finished epochs; those here are what they are if no epoch ever lowers them. */
  readonly dependsOnValidation: boolean;
  /** Of each epoch's last step, as results.csv has them. */
  readonly perEpoch: readonly (PlannedRate & { readonly epoch: number })[];
  /** Of every step; null where there are more than 100,000. */
  readonly perStep: readonly PlannedRate[] | null;
}

/** What a training would be. */
export interface DryRun {
  /** In the order of the network's outputs. */
  readonly classes: readonly {
    readonly name: string;
    readonly train: number;
    readonly validation: number;
    readonly test: number;
  }[];
  readonly setAside: readonly SetAside[];
  /** Files of the source that are not photos. */
  readonly ignored: number;
  readonly layers: readonly PlannedLayer[];
  /** Numbers that are learnt, all together. */
  readonly parameters: number;
  readonly optimizer: string;
  readonly batch: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** Of all epochs. */
  readonly steps: number;
  readonly schedule: PlannedSchedule;
}

const mostSteps = 100_000;

/**
 * Says what a training would be: photos by class and part, layers with shapes and parameters, and the schedule. The photos
 * are read (and kept in the cache, as a training would); nothing is trained, compiled or written.
 *
 * @throws WrasseError as `train` does for photos, config and a model that does not fit
 */
export async function dryRun(config: Config, options: OpenOptions = {}): Promise<DryRun> {
  const { dataset, planOf, close } = await openTraining(config, options);
  try {
    const plan = planOf(config.seed);
    const layers = layersOf(buildEvaluationGraph(plan), plan);
    const stepsPerEpoch = Math.ceil(plan.order(0).length / plan.batch);
    return {
      classes: photosByClass(dataset),
      setAside: dataset.setAside,
      ignored: dataset.ignored,
      layers,
      parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
      optimizer: config.optimizer.name,
      batch: plan.batch,
      epochs: plan.epochs,
      stepsPerEpoch,
      steps: plan.epochs * stepsPerEpoch,
      schedule: scheduleOf(plan, stepsPerEpoch),
    };
  } finally {
    close();
  }
}

function photosByClass({ classes, labels, parts }: Dataset): DryRun["classes"] {
  const counts = (photos: Uint32Array): number[] => {
    const found = new Array<number>(classes.length).fill(0);
    for (const photo of photos) found[labels[photo]!]! += 1;
    return found;
  };
  const [train, validation, test] = [counts(parts.train), counts(parts.validation), counts(parts.test)];
  return classes.map((name, i) => ({ name, train: train[i]!, validation: validation[i]!, test: test[i]! }));
}

/**
 * The layers in the order that the config has them, with those inside a layer counted in it; those of the metadata's branch
 * stand in front of the layer that takes what they give.
 */
function layersOf({ graph, layers: built }: EvaluationGraph, { network }: TrainingPlan): PlannedLayer[] {
  const { backbone, layers, metadata } = network;
  const learnt = [...graph.states.values()].filter(({ isTrainable }) => isTrainable);
  const parametersOf = (prefix: string): number =>
    learnt.reduce((sum, { value }) => (value.name.startsWith(prefix) ? sum + sizeOf(value.shape) : sum), 0);
  const within = backbone === undefined ? "" : "head.";
  const first =
    backbone === undefined
      ? []
      : [{ name: "backbone", shape: backbone.featureShape, parameters: parametersOf("backbone.") }];
  const rowsOf = (specs: readonly LayerSpec[], place: string): PlannedLayer[] =>
    specs.map(({ id }, position) => {
      const name = `${place}${position}.${id}`;
      const found = built.find((layer) => layer.place === name);
      return { name, shape: found?.gives().shape.slice(1) ?? null, parameters: parametersOf(`${name}.`) };
    });
  const rows = rowsOf(layers, within);
  if (metadata === undefined) return [...first, ...rows];
  const branch = rowsOf(metadata.branch, `${within}metadata.`);
  return [...first, ...rows.toSpliced(positionOfJoin(layers), 0, ...branch)];
}

function scheduleOf({ schedule, learningRate, epochs }: TrainingPlan, stepsPerEpoch: number): PlannedSchedule {
  const steps = epochs * stepsPerEpoch;
  const at = (step: number): PlannedRate => {
    const progress = { step, steps, stepsPerEpoch, learningRate, history: [] };
    return {
      step: step + 1,
      learningRate: learningRateAt(schedule, progress),
      momentum: momentumAt(schedule, progress) ?? null,
    };
  };
  return {
    name: schedule.schedule.id,
    dependsOnValidation: schedule.schedule.looksBack === true,
    perEpoch: Array.from({ length: epochs }, (_, i) => ({ epoch: i + 1, ...at((i + 1) * stepsPerEpoch - 1) })),
    perStep: steps > mostSteps ? null : Array.from({ length: steps }, (_, step) => at(step)),
  };
}
