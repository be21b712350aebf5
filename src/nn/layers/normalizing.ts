import { z } from "zod";
import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { div } from "../../graph/ops/div.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { reduceSumSquare } from "../../graph/ops/reduceSumSquare.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import { sqrt } from "../../graph/ops/sqrt.ts";
import { sub } from "../../graph/ops/sub.ts";
import { sizeOf } from "../../graph/tensor.ts";
import { type Building, filledWith, parameter } from "../layer.ts";
import { channelCount, channelShape } from "./inputs.ts";

export const epsilonField = z
  .number()
  .gt(0)
  .default(1e-5)
  .describe("added to the variance, so that a constant does not divide by 0; default 0.00001");

/** x less its mean over some axes, with the biased variance (these axes kept with size 1). */
export function centred(x: Value, axes: readonly number[]): { centre: Value; variance: Value } {
  const mean = reduceMean(x, axes);
  const centre = sub(x, mean);
  const share = sizeOf(mean.shape) / sizeOf(x.shape);
  // Not the mean of squares less the squared mean: that loses its digits where the mean is large.
  return { centre, variance: mul(reduceSumSquare(centre, axes), share) };
}

/** 1 / sqrt(variance + epsilon). */
export function inverseDeviation(variance: Value, epsilon: number): Value {
  return div(1, sqrt(add(variance, epsilon)));
}

/** The learnt scale (from 1) and shift (from 0) of each channel of x, [C] each. */
export function scaleAndShift(building: Building, x: Value): { scale: Value; shift: Value } {
  const channels = channelCount(x);
  return {
    scale: parameter(building, "scale", [channels], filledWith(1)),
    shift: parameter(building, "shift", [channels], filledWith(0)),
  };
}

/** A number per channel, [C], in the shape that broadcasts against x. */
export function perChannel(numbers: Value, x: Value): Value {
  return x.shape.length === 2 ? numbers : reshape(numbers, channelShape(x));
}
