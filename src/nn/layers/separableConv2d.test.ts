import { layerContract } from "../../../test/support/layerContract.ts";
import { separableConv2d } from "./separableConv2d.ts";

layerContract(separableConv2d, [
  {
    options: 4,
    x: [3, 5, 7],
    y: [4, 5, 7],
    states: { "depthwise.weight": [3, 1, 3, 3], "pointwise.weight": [4, 3, 1, 1], "pointwise.bias": [4] },
  },
  {
    options: { filters: 2, multiplier: 2, stride: 2, bias: false },
    x: [2, 7, 7],
    y: [2, 4, 4],
    states: { "depthwise.weight": [4, 1, 3, 3], "pointwise.weight": [2, 4, 1, 1] },
  },
]);
