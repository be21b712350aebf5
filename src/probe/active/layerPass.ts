import { oneHot } from "../../data/batches.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Graph, Value } from "../../graph/graph.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reduceSum } from "../../graph/ops/reduceSum.ts";
import { type TensorData, tensorOf, zeros } from "../../graph/tensor.ts";
import type { BuiltLayer } from "../../nn/layer.ts";
import { Program } from "../../runtime/program.ts";
import type { SessionOptions } from "../../runtime/session.ts";
import type { ProgramState } from "../../runtime/state.ts";
import { MetadataFeeds } from "../../train/metadataFeeds.ts";
import type { TrainingPlan } from "../../train/plan.ts";
import { buildEvaluationGraph, stepInputs } from "../../train/stepGraph.ts";
import { backboneActivations } from "./backboneActivations.ts";

/** Photos that go through the network together. */
export const passBatch = 64;

const countedInput = "counted";

/** What the outputs of a pass are made from. */
export interface PassForward {
  readonly graph: Graph;
  /** In the order of the forward pass; activations of an .onnx file's part that learns come first. */
  readonly layers: readonly BuiltLayer[];
  /** [batch, classes] */
  readonly logits: Value;
  /** Each photo's loss, [batch]. */
  readonly each: Value;
  /** How much each photo counts in the loss, [batch]. */
  readonly weights: Value;
  /** 1 where the row is a photo, 0 past the last one, [batch]. */
  readonly counted: Value;
  /** Sum of the losses of the photos that there are. */
  readonly lossSum: Value;
}

/** One program over many photos: no augmentation, no dropout, running statistics; any weights of the network. */
export class LayerPass<Output extends string> {
  private readonly metadata: MetadataFeeds | undefined;

  private constructor(
    private readonly plan: TrainingPlan,
    private readonly dataset: Dataset,
    private readonly program: Program<Output>,
  ) {
    this.metadata = plan.metadata && new MetadataFeeds(plan.metadata, 0, plan.seed);
  }

  /**
   * @param outputs what is wanted of each batch
   * @throws WrasseError "shape-does-not-fit", "model-output-wrong", "no-gradient", "device-not-available"
   */
  static async open<Output extends string>(
    plan: TrainingPlan,
    dataset: Dataset,
    outputs: (forward: PassForward) => Readonly<Record<Output, Value>>,
    session: SessionOptions,
  ): Promise<LayerPass<Output>> {
    const { graph, layers, outputs: evaluated } = buildEvaluationGraph({ ...plan, batch: passBatch });
    const { logits, each, weights } = evaluated;
    const counted = graph.input(countedInput, "float32", [passBatch]);
    const lossSum = reduceSum(mul(each, counted), undefined, { keepdims: 0 });
    const own = backboneActivations(graph, plan.network.backbone);
    const wanted = outputs({ graph, layers: [...own, ...layers], logits, each, weights, counted, lossSum });
    const program = await Program.compile(graph, wanted, { ...session, isReadOnly: true });
    return new LayerPass(plan, dataset, program);
  }

  /**
   * Sends photos through the network.
   *
   * @param take is given each batch's outputs, which the next batch overwrites; rows past its photos mean nothing
   * @throws the signal's reason when it is aborted
   */
  async run(
    state: ProgramState,
    photos: Uint32Array,
    take: (outputs: Readonly<Record<Output, TensorData>>, photos: Uint32Array) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const { classes, size } = this.plan.network;
    const pixels = zeros("uint8", [passBatch, 3, size, size]);
    const targets = zeros("float32", [passBatch, classes]);
    const counted = tensorOf("float32", [passBatch], new Array<number>(passBatch).fill(0));
    for (let first = 0; first < photos.length; first += passBatch) {
      signal?.throwIfAborted();
      const some = photos.subarray(first, first + passBatch);
      this.dataset.pixels.read(some, pixels.data);
      oneHot(
        BigInt64Array.from(some, (photo) => BigInt(this.dataset.labels[photo]!)),
        classes,
        targets.data,
      );
      (counted.data as Float32Array).fill(0).fill(1, 0, some.length);
      const outputs = await this.program.run(state, {
        [stepInputs.pixels]: pixels,
        [stepInputs.targets]: targets,
        [countedInput]: counted,
        ...this.metadata?.evaluation(some, passBatch),
      });
      take(outputs, some);
    }
  }

  async release(): Promise<void> {
    await this.program.release();
  }
}
