import { layerContract } from "../../../test/support/layerContract.ts";
import { depthwiseConv2d } from "./depthwiseConv2d.ts";

layerContract(depthwiseConv2d, [
  { x: [3, 5, 7], y: [3, 5, 7], states: { weight: [3, 1, 3, 3], bias: [3] } },
  { options: 5, x: [2, 5, 5], y: [2, 5, 5], states: { weight: [2, 1, 5, 5], bias: [2] } },
  {
    options: { multiplier: 2, stride: 2, bias: false },
    x: [2, 7, 7],
    y: [4, 4, 4],
    states: { weight: [4, 1, 3, 3] },
  },
]);
