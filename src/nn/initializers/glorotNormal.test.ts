import { initializerContract } from "../../../test/support/initializerContract.ts";
import { glorotNormal } from "./glorotNormal.ts";

const deviation = Math.sqrt(2 / (288 + 576)); // 32 channels in and 64 out, each by 9 pixels
initializerContract(glorotNormal, [
  { mean: 0, deviation },
  { options: { gain: 2 }, mean: 0, deviation: 2 * deviation },
]);
