import { z } from "zod";
import type { Named } from "../../base/named.ts";
import type { Value } from "../../graph/graph.ts";
import { conv } from "../../graph/ops/conv.ts";
import { constantField, initializerField } from "../initializers/setting.ts";
import { type Building, parameter } from "../layer.ts";
import { imageSizes } from "./inputs.ts";
import { type Padding, paddingField, padsOf, pairOf, type Size, sizeField } from "./windows.ts";

/** The options that all convolutions share. */
export const convolutionFields = {
  kernel: sizeField.default(3).describe("height and width of the filters in pixels; default 3"),
  stride: sizeField.default(1).describe("pixels from one window to the next; default 1"),
  dilation: sizeField.default(1).describe("pixels from one tap of a filter to the next; default 1"),
  padding: paddingField.default("same"),
  bias: z
    .boolean()
    .default(true)
    .describe("adds a learnt number to each filter; not needed before a norm; default true"),
  initializer: initializerField("he-normal", "as a ReLU or its kin mostly follows"),
  biasInitializer: constantField("zeros"),
};

export interface Filters {
  /** Prefix of the weights' names; "" for a layer of one convolution. */
  readonly name?: string;
  readonly filters: number;
  readonly groups: number;
  readonly kernel: Size;
  readonly stride?: Size;
  readonly dilation?: Size;
  readonly padding: Padding;
  readonly bias: boolean;
  readonly initializer: Named;
  readonly biasInitializer: Named;
}

/** A convolution of x [N, C, H, W] with learnt weights [filters, C / groups, kernel] and biases [filters]. */
export function convolve(building: Building, x: Value, options: Filters): Value {
  const { name = "", filters, groups, kernel, stride = 1, dilation = 1, padding, bias } = options;
  const { channels } = imageSizes(x);
  const [height, width] = pairOf(kernel);
  const taps = height * width;
  const shape = [filters, channels / groups, height, width];
  const fans = { fanIn: (channels / groups) * taps, fanOut: (filters / groups) * taps };
  const named = (part: string): string => (name === "" ? part : `${name}.${part}`);
  const weight = parameter(building, named("weight"), shape, options.initializer, fans);
  const shift = bias ? parameter(building, named("bias"), [filters], options.biasInitializer, fans) : undefined;
  return conv(x, weight, shift, {
    strides: pairOf(stride),
    dilations: pairOf(dilation),
    pads: padsOf(padding, kernel, dilation),
    group: groups,
  });
}
