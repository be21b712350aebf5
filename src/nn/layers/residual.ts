import { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { sameShape } from "../../graph/tensor.ts";
import { innerLayers } from "../innerLayers.ts";
import { type Building, defineLayer, type LayerSpec } from "../layer.ts";
import { withShorthand } from "../shorthand.ts";
import { batchNorm } from "./batchNorm.ts";
import { conv2d } from "./conv2d.ts";
import { dropOut } from "./droppingOut.ts";

const options = z.strictObject({
  main: innerLayers.describe("the layers of the branch; required"),
  shortcut: innerLayers
    .optional()
    .describe(
      "the layers beside the branch; default: none where shapes agree, else a 1x1 convolution and a batch norm",
    ),
  stochasticDepth: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe("share of images whose branch is left out in a training step; default 0"),
});

/**
 * A branch of layers, added to its own input: y = main(x) + shortcut(x). A list of layers is the shorthand for `main`.
 *
 * Where the branch changes the shape and no shortcut is given, one is made: a 1x1 convolution with the stride that fits,
 * and a batch norm (option B of the paper). An activation after the sum is a layer of its own.
 *
 * Shapes   x [N, C, H, W] or [N, F]; y as the branch gives
 * Weights  main.0.conv2d.weight and so on; shortcut.0.conv2d.weight and so on
 * Source   He, Zhang, Ren & Sun 2016, "Deep Residual Learning for Image Recognition", section 3.3; stochastic depth:
 *          Huang et al. 2016, "Deep Networks with Stochastic Depth"
 */
export const residual = defineLayer({
  id: "residual",
  summary: "adds a branch of layers to its own input",
  schema: withShorthand("main", innerLayers, options),
  inner: ["main", "shortcut"],
  build: (building, x, { main, shortcut, stochasticDepth }) => {
    const { graph } = building;
    const branch = graph.within("main", () => building.build(main, x));
    const maskShape = branch.shape.map((size, axis) => (axis === 0 ? size : 1));
    const kept = dropOut(building, branch, stochasticDepth, maskShape);
    const beside = graph.within("shortcut", () => building.build(shortcut ?? defaultShortcut(building, x, branch), x));
    if (!sameShape(branch.shape, beside.shape)) {
      throw new WrasseError("shape-does-not-fit", {
        at: graph.at,
        expected: `a shortcut of the branch's shape [${branch.shape.slice(1).join(", ")}]`,
        got: `[${beside.shape.slice(1).join(", ")}]`,
        hint: "change the shortcut's filters and strides, or leave shortcut out",
      });
    }
    return add(kept, beside);
  },
});

/** No layers where the shapes agree; else a projection: a 1x1 convolution and a batch norm. */
function defaultShortcut({ graph }: Building, x: Value, branch: Value): LayerSpec[] {
  if (sameShape(x.shape, branch.shape)) return [];
  const [, filters = 0, ...places] = branch.shape;
  const stride = places.map((size, axis) => strideBetween(x.shape[axis + 2] ?? 0, size));
  if (x.shape.length !== 4 || places.length !== 2 || stride.some((step) => step === undefined)) {
    throw new WrasseError("shape-does-not-fit", {
      at: graph.at,
      expected: "a branch that keeps its input's shape, or changes channels and strides only",
      got: `[${x.shape.slice(1).join(", ")}] in, [${branch.shape.slice(1).join(", ")}] out`,
      hint: "use padding same in the branch, or give a shortcut",
    });
  }
  return [
    { id: conv2d.id, options: conv2d.schema.parse({ filters, kernel: 1, stride, bias: false }) },
    { id: batchNorm.id, options: batchNorm.schema.parse({}) },
  ];
}

/** The stride with which `size` pixels become `target`, rounding up; undefined when there is none. */
function strideBetween(size: number, target: number): number | undefined {
  const stride = Math.ceil(size / target);
  return target <= size && Math.ceil(size / stride) === target ? stride : undefined;
}
