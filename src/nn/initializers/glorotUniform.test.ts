import { initializerContract } from "../../../test/support/initializerContract.ts";
import { glorotUniform } from "./glorotUniform.ts";

const deviation = Math.sqrt(2 / (288 + 576)); // 32 channels in and 64 out, each by 9 pixels
initializerContract(glorotUniform, [
  { mean: 0, deviation, furthest: Math.sqrt(3) * deviation },
  { options: { gain: 2 }, mean: 0, deviation: 2 * deviation, furthest: 2 * Math.sqrt(3) * deviation },
]);
