import { layerContract } from "../../../test/support/layerContract.ts";
import { globalMaxPool2d } from "./globalMaxPool2d.ts";

layerContract(globalMaxPool2d, [
  { x: [3, 5, 7], y: [3] },
  { x: [2, 1, 1], y: [2] },
]);
