import { initializerContract } from "../../../test/support/initializerContract.ts";
import { heNormal } from "./heNormal.ts";

const deviation = Math.sqrt(2 / 288); // 32 channels in and 64 out, each by 9 pixels
initializerContract(heNormal, [
  { mean: 0, deviation },
  { options: { gain: 2 }, mean: 0, deviation: 2 * deviation },
  { options: { slope: 1 }, mean: 0, deviation: Math.sqrt(1 / 288) },
  { options: { fan: "out" }, mean: 0, deviation: Math.sqrt(2 / 576) },
]);
