import type { Dataset } from "../../data/dataset.ts";
import type { TensorData } from "../../graph/tensor.ts";
import { zeros } from "../../graph/tensor.ts";
import { heTwin } from "../../nn/heTwin.ts";
import { Program } from "../../runtime/program.ts";
import type { SessionOptions } from "../../runtime/session.ts";
import { ProgramState } from "../../runtime/state.ts";
import { MetadataFeeds } from "../../train/metadataFeeds.ts";
import type { TrainingPlan } from "../../train/plan.ts";
import { buildEvaluationGraph, buildStatisticsGraph, runningShareInput, stepInputs } from "../../train/stepGraph.ts";
import type { ProbedWeights } from "./activeProbe.ts";
import { samplePhotos } from "./samplePhotos.ts";
import type { Subject } from "./subject.ts";

/** Photos that running statistics are measured on. */
const statisticsPhotos = 512;

/** The plan of the same network, every weight He-initialised and every bias 0. */
export function twinPlan(plan: TrainingPlan): TrainingPlan {
  return { ...plan, network: { ...plan.network, layers: heTwin(plan.network.layers) } };
}

/** Weights of a network, ready for a pass. */
export interface ProbedState {
  readonly weights: Exclude<ProbedWeights, "none">;
  readonly state: ProgramState;
}

/**
 * The weights that a subject has: of a training the first ones and those it kept, of a model's file its own.
 * First weights have no running statistics yet; they are measured, so that batch norms do what they do in training.
 */
export async function statesOf(subject: Subject): Promise<readonly ProbedState[]> {
  const plan = subject.planOf(subject.seed);
  const states: ProbedState[] = [];
  if (subject.isTraining) states.push({ weights: "first", state: await firstState(plan, subject) });
  if (subject.kept !== undefined) states.push({ weights: "kept", state: keptState(plan, subject.kept) });
  return states;
}

/** The first weights of a plan, with running statistics of its training photos. */
export async function firstState(
  plan: TrainingPlan,
  { dataset, session }: Pick<Subject, "dataset" | "session">,
): Promise<ProgramState> {
  const state = new ProgramState();
  state.declare(buildEvaluationGraph({ ...plan, batch: 1 }).graph);
  await measureStatistics(plan, dataset, state, session);
  return state;
}

function keptState(plan: TrainingPlan, kept: ReadonlyMap<string, TensorData>): ProgramState {
  const state = new ProgramState();
  state.declare(buildEvaluationGraph({ ...plan, batch: 1 }).graph);
  for (const name of state.names) {
    const data = kept.get(name);
    if (data !== undefined) state.write(name, data);
  }
  return state;
}

/** The mean over full batches of what each normalisation finds; nothing where none keeps running statistics. */
async function measureStatistics(
  plan: TrainingPlan,
  dataset: Dataset,
  state: ProgramState,
  session: SessionOptions,
): Promise<void> {
  const { batch, network, seed } = plan;
  const graph = buildStatisticsGraph({ ...plan, batch });
  if (graph.updates.size === 0) return;
  const metadata = plan.metadata && new MetadataFeeds(plan.metadata, 0, seed);
  const photos = samplePhotos(dataset.parts.train, Math.max(batch, statisticsPhotos), seed);
  const pixels = zeros("uint8", [batch, 3, network.size, network.size]);
  const share = zeros("float32", []);
  const program = await Program.compile(graph, {}, session);
  try {
    for (let first = 0; first + batch <= photos.length; first += batch) {
      const some = photos.subarray(first, first + batch);
      dataset.pixels.read(some, pixels.data);
      share.data[0] = batch / (first + batch);
      const feeds = { [stepInputs.pixels]: pixels, [runningShareInput]: share };
      await program.run(state, { ...feeds, ...metadata?.evaluation(some, batch) });
    }
  } finally {
    await program.release();
  }
}
