import { expect, test } from "vitest";
import { layerContract } from "../../../test/support/layerContract.ts";
import { shapeOf } from "../../../test/support/layerShapes.ts";
import { conv2d } from "./conv2d.ts";

layerContract(conv2d, [
  { options: 4, x: [3, 5, 7], y: [4, 5, 7], states: { weight: [4, 3, 3, 3], bias: [4] } },
  { options: { filters: 2, bias: false }, x: [3, 4, 4], y: [2, 4, 4], states: { weight: [2, 3, 3, 3] } },
  { options: { filters: 4, stride: 2 }, x: [2, 7, 6], y: [4, 4, 3], states: { weight: [4, 2, 3, 3], bias: [4] } },
  { options: { filters: 2, kernel: 1 }, x: [3, 5, 5], y: [2, 5, 5], states: { weight: [2, 3, 1, 1], bias: [2] } },
  { options: { filters: 2, kernel: 2 }, x: [1, 5, 5], y: [2, 5, 5], states: { weight: [2, 1, 2, 2], bias: [2] } },
  {
    options: { filters: 2, kernel: [3, 5], padding: "valid" },
    x: [1, 5, 7],
    y: [2, 3, 3],
    states: { weight: [2, 1, 3, 5], bias: [2] },
  },
  {
    options: { filters: 4, groups: 2, dilation: 2, padding: [2, 1], stride: [1, 2] },
    x: [2, 5, 7],
    y: [4, 5, 3],
    states: { weight: [4, 1, 3, 3], bias: [4] },
  },
]);

test("features are refused, naming the layer", () => {
  expect(() => shapeOf(["flatten", { conv2d: 8 }], [2, 3, 8, 8])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at 1.conv2d
      expected images [N, C, H, W], got [2, 192]
      try: put the layer before flatten or global pooling, where there still are pixels]
  `);
});

test("groups that do not divide the channels are refused", () => {
  expect(() => shapeOf([{ conv2d: { filters: 8, groups: 2 } }], [2, 3, 8, 8])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at 0.conv2d
      expected channels and filters that 2 groups share equally, got 3 channels and 8 filters
      try: set groups to a number that divides both, such as 1]
  `);
});

test("a filter larger than the image is refused", () => {
  expect(() =>
    shapeOf([{ conv2d: { filters: 8, kernel: 5, padding: "valid" } }], [2, 3, 4, 4]),
  ).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at 0.conv2d (Conv)
      expected places of at least the window's size [5,5], got [4,4] with [0,0] and [0,0] of padding
      try: use a smaller kernel, more padding, fewer pools before it, or larger pictures]
  `);
});
