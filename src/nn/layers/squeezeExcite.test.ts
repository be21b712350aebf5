import { layerContract } from "../../../test/support/layerContract.ts";
import { squeezeExcite } from "./squeezeExcite.ts";

layerContract(squeezeExcite, [
  {
    x: [8, 5, 7],
    y: [8, 5, 7],
    states: { "squeeze.weight": [2, 8], "squeeze.bias": [2], "excite.weight": [8, 2], "excite.bias": [8] },
  },
  {
    options: 16,
    x: [3, 2, 2],
    y: [3, 2, 2],
    states: { "squeeze.weight": [1, 3], "squeeze.bias": [1], "excite.weight": [3, 1], "excite.bias": [3] },
  },
  {
    options: { units: 5, activation: "silu" },
    x: [3, 5, 5],
    y: [3, 5, 5],
    states: { "squeeze.weight": [5, 3], "squeeze.bias": [5], "excite.weight": [3, 5], "excite.bias": [3] },
  },
]);
