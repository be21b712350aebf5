import type { Value } from "../graph.ts";
import { reduceSum } from "./reduceSum.ts";

/** The sum of each channel of x [N, C, places...] over images and places: [C]. */
export function channelSums(x: Value): Value {
  const places = x.shape.map((_, axis) => axis).slice(2);
  // Places first, then images: onnxruntime adds up over neighbouring axes faster than over axes apart.
  const byImage = places.length === 0 ? x : reduceSum(x, places, { keepdims: 0 });
  return reduceSum(byImage, [0], { keepdims: 0 });
}
