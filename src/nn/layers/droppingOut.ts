import { z } from "zod";
import type { Value } from "../../graph/graph.ts";
import { cast } from "../../graph/ops/cast.ts";
import { mul } from "../../graph/ops/mul.ts";
import { type Shape, sizeOf } from "../../graph/tensor.ts";
import type { Building } from "../layer.ts";
import { withShorthand } from "../shorthand.ts";

const rateField = z.number().min(0).lt(1);
const options = z.strictObject({
  rate: rateField.default(0.5).describe("the share that is dropped, 0 to below 1; default 0.5"),
});

/** The options of the dropout layers; a rate alone is the shorthand. */
export const dropoutOptions = withShorthand("rate", rateField, options);

/** x with each element of a mask of `maskShape` (which broadcasts to x) kept or dropped; x itself in evaluation. */
export function dropOut({ graph, isTraining }: Building, x: Value, rate: number, maskShape: Shape): Value {
  if (!isTraining || rate === 0) return x;
  const keep = 1 - rate;
  const mask = cast(graph.randomMask(`${graph.at}.mask`, maskShape, keep), x.dtype);
  // What is kept is made larger, so that the mean stays; on the smaller of the two, as it costs a pass.
  return sizeOf(maskShape) < sizeOf(x.shape) ? mul(x, mul(mask, 1 / keep)) : mul(mul(x, mask), 1 / keep);
}
