import { WrasseError } from "../../base/errors.ts";
import type { Value } from "../../graph/graph.ts";

/**
 * The sizes of a layer's input when it is images, [N, C, H, W].
 * @throws WrasseError "shape-does-not-fit" naming the layer, such as "3.conv2d"
 */
export function imageSizes(x: Value): { channels: number; height: number; width: number } {
  const [, channels, height, width] = x.shape;
  if (x.shape.length === 4 && channels !== undefined && height !== undefined && width !== undefined) {
    return { channels, height, width };
  }
  throw new WrasseError("shape-does-not-fit", {
    at: x.graph.at,
    expected: "images [N, C, H, W]",
    got: `[${x.shape.join(", ")}]`,
    hint: "put the layer before flatten or global pooling, where there still are pixels",
  });
}

/**
 * How many features each sample has, for a layer that takes [N, F].
 * @throws WrasseError "shape-does-not-fit" naming the layer
 */
export function featureCount(x: Value): number {
  const [, features] = x.shape;
  if (x.shape.length === 2 && features !== undefined) return features;
  throw new WrasseError("shape-does-not-fit", {
    at: x.graph.at,
    expected: "features [N, F]",
    got: `[${x.shape.join(", ")}]`,
    hint: "put global-average-pool2d (few weights) or flatten (many) before it",
  });
}

/**
 * How many channels x has, images [N, C, H, W] or features [N, F].
 * @throws WrasseError "shape-does-not-fit" naming the layer
 */
export function channelCount(x: Value): number {
  return x.shape.length === 2 ? featureCount(x) : imageSizes(x).channels;
}

/** The shape under which a number per channel broadcasts against x: [C, 1, 1] for images, [F] for features. */
export function channelShape(x: Value): number[] {
  return x.shape.length === 2 ? [featureCount(x)] : [channelCount(x), 1, 1];
}
