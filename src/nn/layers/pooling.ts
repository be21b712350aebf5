import { z } from "zod";
import type { Value } from "../../graph/graph.ts";
import type { PoolAttributes } from "../../graph/ops/maxPool.ts";
import { withShorthand } from "../shorthand.ts";
import { imageSizes } from "./inputs.ts";
import { paddingField, padsOf, pairOf, sizeField } from "./windows.ts";

const fields = z.strictObject({
  size: sizeField.default(2).describe("height and width of the windows in pixels; default 2"),
  stride: sizeField.optional().describe("pixels from one window to the next; default: size, windows side by side"),
  padding: paddingField.default("valid"),
});

const options = fields.transform(({ stride, ...rest }) => ({ ...rest, stride: stride ?? rest.size }));

/** The options of a pooling layer; a size alone is the shorthand. */
export const poolOptions = withShorthand("size", sizeField, options);

/** The windows of a pooling layer over x [N, C, H, W]. */
export function poolWindow(x: Value, { size, stride, padding }: z.output<typeof poolOptions>): PoolAttributes {
  imageSizes(x);
  return { kernel_shape: pairOf(size), strides: pairOf(stride), pads: padsOf(padding, size) };
}
