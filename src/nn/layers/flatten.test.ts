import { layerContract } from "../../../test/support/layerContract.ts";
import { flatten } from "./flatten.ts";

layerContract(flatten, [
  { x: [3, 5, 7], y: [105] },
  { x: [6], y: [6] },
]);
