import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import { channelCount } from "./inputs.ts";
import { centred, inverseDeviation, perChannel } from "./normalizing.ts";

interface Parts {
  readonly groups: number;
  /** [C] */
  readonly scale: Value;
  /** [C] */
  readonly shift: Value;
  readonly epsilon: number;
}

/** Each group of channels of each sample brought to mean 0 and variance 1, then scaled and shifted by channel. */
export function normalizeGroups(x: Value, { groups, scale, shift, epsilon }: Parts): Value {
  const grouped = reshape(x, [0, groups, -1]); // [N, G, C / G * H * W]
  const { centre, variance } = centred(grouped, [2]);
  // One factor a channel, [N, G, C / G], so that one pass over the pixels does both scales.
  const factors = mul(inverseDeviation(variance, epsilon), reshape(scale, [groups, channelCount(x) / groups]));
  const restored = reshape(centre, [0, ...x.shape.slice(1)]);
  const perImage = reshape(factors, x.shape.length === 2 ? [0, -1] : [0, -1, 1, 1]);
  return add(mul(restored, perImage), perChannel(shift, x));
}
