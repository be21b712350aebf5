import { WrasseError } from "../base/errors.ts";
import { oneHot } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import { bytesPerPhoto } from "../data/pixelStore.ts";
import type { Graph } from "../graph/graph.ts";
import { sizeOf, type TensorData, zeros } from "../graph/tensor.ts";
import { averageOf } from "../nn/averaging.ts";
import { learningRateAt, momentumAt, type Progress as ScheduleProgress } from "../nn/schedule.ts";
import { type Feeds, Program } from "../runtime/program.ts";
import type { SessionOptions } from "../runtime/session.ts";
import { ProgramState } from "../runtime/state.ts";
import { KeptFeatures } from "./keptFeatures.ts";
import { MetadataFeeds } from "./metadataFeeds.ts";
import { likeliest } from "./metrics/likeliest.ts";
import type { TrainingPlan } from "./plan.ts";
import type { ClassSums, EpochSums, Progress } from "./progress.ts";
import type { PassiveProbe, StepQuantity } from "./record/passiveProbe.ts";
import type { RecordedLayer } from "./record/record.ts";
import { recordedLayers } from "./record/recordedLayers.ts";
import { isProbed } from "./record/sampling.ts";
import { StepProbes, type StepValues } from "./record/stepProbes.ts";
import {
  buildEvaluationGraph,
  buildStatisticsGraph,
  buildStepGraph,
  runningShareInput,
  stepInputs,
} from "./stepGraph.ts";
import { StepFeeds } from "./stepGraphFeeds.ts";

/** Photos in an evaluation's batch: large enough to keep the processor busy, small enough for its caches. */
const evaluationBatch = 64;

/** A network's answers on a list of photos. */
export interface Answers {
  /** [photos * classes], row by row. */
  readonly probabilities: Float32Array;
  readonly logits: Float32Array;
  /** [photos] */
  readonly labels: Uint16Array;
  /** Mean of the training's own loss (with its class weights and smoothing). */
  readonly loss: number;
  /** Share of photos whose likeliest class is the right one, 0..1. */
  readonly accuracy: number;
  /** [classes] */
  readonly byClass: readonly ClassSums[];
}

/** What was measured at a step that is probed, or whose loss is not finite. */
export interface MeasuredStep {
  /** From 1. */
  readonly epoch: number;
  /** Steps of the training before it. */
  readonly step: number;
  readonly loss: number;
  readonly learningRate: number;
  /** What the probes measured; nothing where a step failed that is not probed. */
  readonly values: StepValues;
}

export interface TrainerOptions extends SessionOptions {
  /** What measures inside the steps that the plan says; default none. They change no number of the training. */
  readonly probes?: readonly PassiveProbe[] | undefined;
}

/** A step's outputs; with probes it has theirs besides. */
type OwnOutput = "loss" | "each" | "weights" | "logits";

interface StepProgram {
  readonly program: Program<OwnOutput>;
  readonly feeds: StepFeeds;
  readonly probes: StepProbes | undefined;
  readonly pixels: Uint8Array;
  /** Fed in place of pixels, where features are kept. */
  readonly features: Feeds | undefined;
}

/**
 * A network in training: its state, and the compiled programs that move it. It knows neither files nor epochs' ends;
 * `fit` drives it.
 */
export class Trainer {
  readonly state = new ProgramState();
  /** By the number of photos in a step: the full batch, and what is left at an epoch's end. */
  private readonly stepPrograms = new Map<number, StepProgram>();
  /** The full batch's step with probes; compiled only where a step is probed. */
  private probedProgram: StepProgram | undefined;
  private evaluation: Program<"logits" | "probabilities" | "each" | "weights"> | undefined;
  /** Averaged weights under the weights' own names, for evaluations. */
  private readonly averaged = new ProgramState();
  private parameters = 0;
  private ownStates: readonly string[] = [];
  private modelLayers: readonly RecordedLayer[] = [];
  private keptFeatures: KeptFeatures | undefined;
  private readonly metadata: MetadataFeeds | undefined;
  private epochLength: number | undefined;
  private orderOf: { readonly epoch: number; readonly order: Uint32Array } | undefined;

  private constructor(
    readonly plan: TrainingPlan,
    readonly dataset: Dataset,
    private readonly options: TrainerOptions,
  ) {
    this.metadata = plan.metadata && new MetadataFeeds(plan.metadata, plan.metadata.dropout, plan.seed);
  }

  /**
   * Compiles the training step and makes the first weights.
   * @throws WrasseError "shape-does-not-fit", "model-output-wrong", "metadata-without-place", "device-not-available"
   */
  static async create(plan: TrainingPlan, dataset: Dataset, options: TrainerOptions = {}): Promise<Trainer> {
    const trainer = new Trainer(plan, dataset, options);
    trainer.keptFeatures = await KeptFeatures.open(plan.network, dataset, options);
    await trainer.stepProgram(plan.batch);
    if (plan.probes.every !== "off" && (options.probes?.length ?? 0) > 0) {
      trainer.probedProgram = await trainer.compileStep(plan.batch, options.probes);
    }
    return trainer;
  }

  /** What each quantity is measured of at probed steps, in the order of `MeasuredStep.values`. */
  get probedSubjects(): ReadonlyMap<StepQuantity, readonly string[]> {
    return this.probedProgram?.probes?.subjects ?? new Map();
  }

  /** How many numbers are learnt. */
  get parameterCount(): number {
    return this.parameters;
  }

  /** The names of the network's own states, weights and running statistics; what else there is belongs to an optimiser. */
  get networkStates(): readonly string[] {
    return this.ownStates;
  }

  /** The model's layers and what each learns. */
  get layers(): readonly RecordedLayer[] {
    return this.modelLayers;
  }

  get stepsPerEpoch(): number {
    this.epochLength ??= this.order(0).length;
    return Math.ceil(this.epochLength / this.plan.batch);
  }

  /** The schedule's learning rate at a step of the whole training, from the epochs that were finished before it. */
  learningRate(progress: Pick<Progress, "step" | "history">): number {
    return learningRateAt(this.plan.schedule, this.scheduled(progress));
  }

  /**
   * Takes the step that the progress points at.
   * @param measured is told of a probed step, and of one that fails
   * @throws WrasseError "loss-not-finite"
   */
  async step(progress: Progress, measured?: (step: MeasuredStep) => Promise<void> | void): Promise<EpochSums> {
    const { epoch, stepInEpoch, step } = progress;
    const { batch, seed } = this.plan;
    const photos = this.order(epoch).subarray(stepInEpoch * batch, (stepInEpoch + 1) * batch);
    // Probed steps are full ones: a short batch would need a third program, and its numbers are others.
    const isFull = photos.length === batch && isProbed(step, this.plan.probes);
    const { program, feeds, probes, pixels, features } =
      (isFull ? this.probedProgram : undefined) ?? (await this.stepProgram(photos.length));
    if (features === undefined) this.dataset.pixels.read(photos, pixels);
    else await this.keptFeatures?.fill(features, photos);
    const labels = BigInt64Array.from(photos, (photo) => BigInt(this.dataset.labels[photo]!));
    const learningRate = this.learningRate(progress);
    const momentum = momentumAt(this.plan.schedule, this.scheduled(progress));
    const averageShare = this.averageShare(progress);
    const fed = feeds.fill({ pixels, labels, photos, epoch, seed, step, learningRate, momentum, averageShare });
    const facts = this.metadata?.training(photos, epoch);
    const outputs = await program.run(this.state, { ...fed, ...features, ...facts }, { seed, step });
    const loss = Number(outputs.loss.data[0]);
    if (probes !== undefined || !Number.isFinite(loss)) {
      await measured?.({ epoch: epoch + 1, step, loss, learningRate, values: probes?.read(outputs) ?? new Map() });
    }
    if (!Number.isFinite(loss)) throw notFinite(loss, epoch, step, learningRate);
    const truth = Uint16Array.from(photos, (photo) => this.dataset.labels[photo]!);
    const byClass = new SumsByClass(this.plan.network.classes);
    byClass.add(truth, outputs);
    return { loss: loss * photos.length, correct: byClass.correct, photos: photos.length, classes: byClass.sums };
  }

  /** What is evaluated and written as the model: the averaged weights where an average is kept, else the weights. */
  async modelState(): Promise<ProgramState> {
    if (this.plan.averaging === undefined) return this.state;
    await this.evaluationProgram();
    const held = new Set(this.state.names);
    for (const name of this.averaged.names) {
      this.averaged.write(name, this.state.read(held.has(averageOf(name)) ? averageOf(name) : name));
    }
    return this.averaged;
  }

  /** Answers of the model on photos, in their order: no augmentation, no dropout, running statistics. */
  async evaluate(photos: Uint32Array, signal?: AbortSignal): Promise<Answers> {
    const { classes, size } = this.plan.network;
    const program = await this.evaluationProgram();
    const state = await this.modelState();
    const probabilities = new Float32Array(photos.length * classes);
    const logits = new Float32Array(photos.length * classes);
    const labels = Uint16Array.from(photos, (photo) => this.dataset.labels[photo]!);
    const pixels = zeros("uint8", [evaluationBatch, 3, size, size]);
    const features = this.keptFeatures?.buffers(evaluationBatch);
    const targets = zeros("float32", [evaluationBatch, classes]);
    const byClass = new SumsByClass(classes);
    for (let first = 0; first < photos.length; first += evaluationBatch) {
      signal?.throwIfAborted();
      const some = photos.subarray(first, first + evaluationBatch);
      if (features === undefined) this.dataset.pixels.read(some, pixels.data);
      else await this.keptFeatures?.fill(features, some);
      oneHot(
        BigInt64Array.from(some, (photo) => BigInt(this.dataset.labels[photo]!)),
        classes,
        targets.data,
      );
      const outputs = await program.run(state, {
        [stepInputs.pixels]: pixels,
        [stepInputs.targets]: targets,
        ...features,
        ...this.metadata?.evaluation(some, evaluationBatch),
      });
      // The rows past the last photo hold an earlier batch's photos and are left out.
      const rows = some.length * classes;
      probabilities.set((outputs.probabilities.data as Float32Array).subarray(0, rows), first * classes);
      logits.set((outputs.logits.data as Float32Array).subarray(0, rows), first * classes);
      byClass.add(labels.subarray(first, first + some.length), outputs);
    }
    const { correct, loss, sums } = byClass;
    return { probabilities, logits, labels, loss, accuracy: correct / photos.length, byClass: sums };
  }

  /**
   * Where the averaging asks for it, measures the running statistics that belong to the averaged weights, over full batches
   * of the epoch's photos in their order, as they are. To be called when an epoch's last step is done.
   *
   * @param lastStep the progress that the last step was taken at
   */
  async measureStatistics(lastStep: Pick<Progress, "epoch" | "step" | "history">): Promise<void> {
    const { averaging, batch, network } = this.plan;
    // An average of one epoch's weights is these weights, with statistics of their own.
    if (averaging?.averaging.measuresStatistics !== true || this.averageShare(lastStep) === 1) return;
    const isFedFeatures = this.keptFeatures !== undefined;
    const graph = buildStatisticsGraph({ ...this.plan, batch, isFedFeatures });
    if (graph.updates.size === 0) return;
    const program = await Program.compile(graph, {}, this.options);
    try {
      const state = await this.modelState();
      const order = this.order(lastStep.epoch);
      const pixels = zeros("uint8", [batch, 3, network.size, network.size]);
      const features = this.keptFeatures?.buffers(batch);
      const share = zeros("float32", []);
      for (let first = 0; first + batch <= order.length; first += batch) {
        const some = order.subarray(first, first + batch);
        if (features === undefined) this.dataset.pixels.read(some, pixels.data);
        else await this.keptFeatures?.fill(features, some);
        share.data[0] = batch / (first + batch);
        const facts = this.metadata?.evaluation(some, batch);
        await program.run(state, { [stepInputs.pixels]: pixels, [runningShareInput]: share, ...features, ...facts });
      }
      for (const name of graph.updates.keys()) this.state.write(averageOf(name), state.read(name));
    } finally {
      await program.release();
    }
  }

  /** Gives the sessions' memory back. */
  async release(): Promise<void> {
    for (const { program } of this.stepPrograms.values()) await program.release();
    await this.probedProgram?.program.release();
    await this.evaluation?.release();
    await this.keptFeatures?.release();
  }

  /** Where the training stands, as schedules see it. */
  private scheduled({ step, history }: Pick<Progress, "step" | "history">): ScheduleProgress {
    const { stepsPerEpoch } = this;
    const { learningRate, epochs } = this.plan;
    return { step, steps: epochs * stepsPerEpoch, stepsPerEpoch, learningRate, history };
  }

  /** How much the weights after the step count in their average, where one is kept. */
  private averageShare(progress: Pick<Progress, "step" | "history">): number | undefined {
    const { averaging: choice } = this.plan;
    return choice?.averaging.share(this.scheduled(progress), choice.options);
  }

  private order(epoch: number): Uint32Array {
    if (this.orderOf?.epoch !== epoch) this.orderOf = { epoch, order: this.plan.order(epoch) };
    return this.orderOf.order;
  }

  private async stepProgram(batch: number): Promise<StepProgram> {
    const known = this.stepPrograms.get(batch) ?? (await this.compileStep(batch));
    this.stepPrograms.set(batch, known);
    return known;
  }

  private async compileStep(batch: number, probes?: readonly PassiveProbe[]): Promise<StepProgram> {
    const probing = probes && new StepProbes(probes);
    // Augmented photos are others each time, so nothing of them can be kept.
    const isFedFeatures = this.keptFeatures !== undefined && this.plan.augmentation.length === 0;
    const step = buildStepGraph({
      ...this.plan,
      batch,
      isFedFeatures,
      keepsAverages: this.plan.averaging !== undefined,
      ...(probing && { watch: probing.watch }),
    });
    this.state.declare(step.graph);
    this.parameters = countParameters(step.graph);
    this.ownStates = step.networkStates;
    this.modelLayers = recordedLayers(step.graph, step.layers, this.plan.network.backbone);
    return {
      program: await Program.compile<OwnOutput>(step.graph, step.outputs, this.options),
      feeds: new StepFeeds(step),
      probes: probing,
      pixels: new Uint8Array(batch * bytesPerPhoto(step.size)),
      features: isFedFeatures ? this.keptFeatures?.buffers(batch) : undefined,
    };
  }

  private async evaluationProgram(): Promise<NonNullable<Trainer["evaluation"]>> {
    if (this.evaluation === undefined) {
      const { graph, outputs } = buildEvaluationGraph({
        ...this.plan,
        batch: evaluationBatch,
        isFedFeatures: this.keptFeatures !== undefined,
      });
      this.state.declare(graph);
      if (this.plan.averaging !== undefined) this.averaged.declare(graph);
      this.evaluation = await Program.compile(graph, outputs, { ...this.options, isReadOnly: true });
    }
    return this.evaluation;
  }
}

function countParameters(graph: Graph): number {
  const trainable = [...graph.states.values()].filter(({ isTrainable }) => isTrainable);
  return trainable.reduce((sum, { value }) => sum + sizeOf(value.shape), 0);
}

/** Adds up answers on batches, class by class. */
class SumsByClass {
  readonly sums: { loss: number; weight: number; correct: number; photos: number }[];
  correct = 0;
  private lossSum = 0;
  private weightSum = 0;

  constructor(private readonly classes: number) {
    this.sums = Array.from({ length: classes }, () => ({ loss: 0, weight: 0, correct: 0, photos: 0 }));
  }

  /** @param labels of the photos; rows of the outputs beyond them are left out */
  add(labels: Uint16Array, { each, weights, logits }: Readonly<Record<Exclude<OwnOutput, "loss">, TensorData>>): void {
    labels.forEach((label, row) => {
      const sums = this.sums[label]!;
      const [loss, weight] = [Number(each.data[row]), Number(weights.data[row])];
      const correct = likeliest(logits.data as Float32Array, row, this.classes) === label ? 1 : 0;
      sums.loss += loss;
      sums.weight += weight;
      sums.correct += correct;
      sums.photos += 1;
      this.lossSum += loss;
      this.weightSum += weight;
      this.correct += correct;
    });
  }

  /** Of all photos: the sum of their losses over the sum of what they count. */
  get loss(): number {
    return this.lossSum / this.weightSum;
  }
}

function notFinite(loss: number, epoch: number, step: number, learningRate: number): WrasseError {
  return new WrasseError("loss-not-finite", {
    at: `epoch ${epoch + 1}, step ${step + 1}`,
    expected: "a finite loss",
    got: `${loss}, with a learning rate of ${Number(learningRate.toPrecision(3))}`,
    hint: "lower optimizer.learningRate by a factor of 10, or set gradientClipping.norm to 1; the run keeps its last good checkpoint",
  });
}
