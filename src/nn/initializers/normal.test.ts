import { initializerContract } from "../../../test/support/initializerContract.ts";
import { normal } from "./normal.ts";

initializerContract(normal, [
  { mean: 0, deviation: 0.05 },
  { options: { mean: 1, deviation: 2 }, mean: 1, deviation: 2 },
]);
