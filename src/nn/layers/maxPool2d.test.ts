import { expect, test } from "vitest";
import { layerContract } from "../../../test/support/layerContract.ts";
import { shapeOf } from "../../../test/support/layerShapes.ts";
import { maxPool2d } from "./maxPool2d.ts";

layerContract(maxPool2d, [
  { x: [3, 4, 6], y: [3, 2, 3] },
  { options: 2, x: [3, 5, 7], y: [3, 2, 3] },
  { options: { size: 3, stride: 2, padding: "same" }, x: [2, 5, 6], y: [2, 3, 3] },
  { options: { size: [1, 2], stride: 1 }, x: [2, 5, 7], y: [2, 5, 6] },
  { options: 1, x: [1, 1, 1], y: [1, 1, 1] },
]);

test("a window larger than the image is refused", () => {
  expect(() => shapeOf([{ "max-pool2d": 4 }], [2, 3, 2, 2])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at 0.max-pool2d (MaxPool)
      expected places of at least the window's size [4,4], got [2,2] with [0,0] and [0,0] of padding
      try: use a smaller kernel, more padding, fewer pools before it, or larger pictures]
  `);
});
