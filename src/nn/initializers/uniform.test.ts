import { initializerContract } from "../../../test/support/initializerContract.ts";
import { uniform } from "./uniform.ts";

initializerContract(uniform, [
  { mean: 0, deviation: 0.1 / Math.sqrt(12), furthest: 0.05 },
  { options: { low: 1, high: 4 }, mean: 2.5, deviation: 3 / Math.sqrt(12), furthest: 1.5 },
]);
