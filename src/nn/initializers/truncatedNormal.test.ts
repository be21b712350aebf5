import { initializerContract } from "../../../test/support/initializerContract.ts";
import { truncatedNormal } from "./truncatedNormal.ts";

initializerContract(truncatedNormal, [
  // Within two deviations a normal distribution has 0.8796 of its deviation.
  { mean: 0, deviation: 0.8796 * 0.05, furthest: 0.1 },
  { options: { mean: 1, deviation: 2 }, mean: 1, deviation: 0.8796 * 2, furthest: 4 },
]);
