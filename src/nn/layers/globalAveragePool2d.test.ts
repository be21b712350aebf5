import { layerContract } from "../../../test/support/layerContract.ts";
import { globalAveragePool2d } from "./globalAveragePool2d.ts";

layerContract(globalAveragePool2d, [
  { x: [3, 5, 7], y: [3] },
  { x: [2, 1, 1], y: [2] },
]);
