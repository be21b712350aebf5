import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { mul } from "../../graph/ops/mul.ts";
import { tensorOf } from "../../graph/tensor.ts";
import type { ChannelStatistics } from "../channelStatistics.ts";

/**
 * Pictures with each channel's mean taken away and divided by its deviation: one multiplication and one addition for
 * each pixel.
 *
 * @param x [N, 3, H, W] float32
 * @param white what white is in them (default 255)
 */
export function normalise(x: Value, { mean, deviation }: ChannelStatistics, white = 255): Value {
  const row = (values: readonly number[]): Value => x.graph.constant(tensorOf("float32", [1, 3, 1, 1], values));
  const gain = deviation.map((value) => 1 / (white * value));
  const shift = mean.map((value, channel) => -value / deviation[channel]!);
  return add(mul(x, row(gain)), row(shift));
}
