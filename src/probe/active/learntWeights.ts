import type { TensorData } from "../../graph/tensor.ts";
import type { ProgramState } from "../../runtime/state.ts";
import type { TrainingPlan } from "../../train/plan.ts";
import { recordedLayers } from "../../train/record/recordedLayers.ts";
import { buildEvaluationGraph } from "../../train/stepGraph.ts";

/** A tensor that is learnt, and where it is. */
export interface LearntWeight {
  /** The place of its layer; of a block of a backbone, "backbone.block-3". */
  readonly layer: string;
  /** Such as "0.conv2d.weight". */
  readonly name: string;
  /** A layer's filters or matrix, not its bias. */
  readonly isMain: boolean;
  /** Of an .onnx file, whose tensors may have their units on another axis than the first. */
  readonly isOfFile: boolean;
  readonly data: TensorData;
}

/** Every learnt weight in the order of the forward pass, a layer's main one first. */
export function learntWeights(plan: TrainingPlan, state: ProgramState): readonly LearntWeight[] {
  const { graph, layers } = buildEvaluationGraph({ ...plan, batch: 1 });
  return recordedLayers(graph, layers, plan.network.backbone).flatMap(({ place, kind, weights }) =>
    weights.map(({ name }, i) => ({
      layer: place,
      name,
      isMain: i === 0,
      isOfFile: kind === "backbone-block",
      data: state.read(name),
    })),
  );
}
