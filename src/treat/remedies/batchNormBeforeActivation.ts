import type { Config } from "../../config/config.ts";
import type { LayerSpec } from "../../nn/layer.ts";
import { findLayer } from "../../nn/layers/index.ts";
import { changeLists, changeModel, layer } from "../changes/changeModel.ts";
import { defineRemedy } from "../remedy.ts";

const weighted: readonly string[] = ["conv2d", "depthwise-conv2d", "separable-conv2d", "dense"];
/** What may stand between a layer and its activation. */
const between: readonly string[] = ["max-pool2d", "average-pool2d", "dropout", "spatial-dropout"];

function normalised(list: readonly LayerSpec[]): readonly LayerSpec[] {
  return list.flatMap((spec, i) => {
    if (!weighted.includes(spec.id)) return [spec];
    const next = list.slice(i + 1).find(({ id }) => !between.includes(id));
    const isActivated = next !== undefined && findLayer(next.id)?.isActivation === true;
    return isActivated ? [spec, layer("batch-norm")] : [spec];
  });
}

const change = (config: Config): Config => changeModel(config, (layers) => changeLists(layers, normalised));

/** Half of the photos of a batch come to lie above 0 whatever the first weights are. */
export const batchNormBeforeActivation = defineRemedy({
  id: "batch-norm-before-activation",
  kind: "remedy",
  summary:
    "batch norm after each convolution or dense layer that an activation follows and that has no norm; biases stay",
  mayCost:
    "slower steps; noise with small batches; other answers in evaluation than in training where the batch is small",
  price: 1.3,
  appliesTo: (config) => change(config) !== config,
  apply: change,
});
