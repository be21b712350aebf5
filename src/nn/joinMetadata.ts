import { WrasseError } from "../base/errors.ts";
import type { Value } from "../graph/graph.ts";
import { concat } from "../graph/ops/concat.ts";
import type { Building, LayerSpec } from "./layer.ts";
import { dense } from "./layers/dense.ts";
import { featureCount } from "./layers/inputs.ts";

/** Facts about photos, and the small network that they go through before they meet the image features. */
export interface MetadataInput {
  /** [N, features] */
  readonly values: Value;
  /** May be empty: then the facts are joined as they are. */
  readonly branch: readonly LayerSpec[];
}

/**
 * Where facts are joined: in front of the last dense layer of the list itself, which gives the logits (of a backbone, of its
 * head). A dense layer within a residual does not count.
 *
 * @throws WrasseError "metadata-without-place"
 */
export function positionOfJoin(layers: readonly LayerSpec[]): number {
  const position = layers.findLastIndex(({ id }) => id === dense.id);
  if (position !== -1) return position;
  throw new WrasseError("metadata-without-place", {
    at: "model",
    expected: "a dense layer, in front of which the metadata are joined to the image features",
    got: `the layers ${layers.map(({ id }) => id).join(", ")}`,
    hint: "end the model with global-average-pool2d and dense: classes, or take out data.metadata.columns",
  });
}

/**
 * The image features with the facts beside them. The branch's weights are named "metadata.0.dense.weight" and so on, after
 * its own list.
 *
 * Shapes  features [N, F], values [N, M], branch's output [N, B] -> [N, F + B]
 * @throws WrasseError "shape-does-not-fit" where one of the two is no list of features
 */
export function joinMetadata(building: Building, features: Value, { values, branch }: MetadataInput): Value {
  const { graph } = building;
  return graph.within("metadata", () => {
    const facts = building.build(branch, values);
    featureCount(facts);
    featureCount(features);
    return concat([features, facts], 1);
  });
}
