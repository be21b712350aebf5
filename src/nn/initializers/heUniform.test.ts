import { initializerContract } from "../../../test/support/initializerContract.ts";
import { heUniform } from "./heUniform.ts";

const deviation = Math.sqrt(2 / 288); // 32 channels in and 64 out, each by 9 pixels
initializerContract(heUniform, [
  { mean: 0, deviation, furthest: Math.sqrt(3) * deviation },
  { options: { gain: 2 }, mean: 0, deviation: 2 * deviation, furthest: 2 * Math.sqrt(3) * deviation },
  { options: { slope: 1 }, mean: 0, deviation: Math.sqrt(1 / 288) },
  { options: { fan: "out" }, mean: 0, deviation: Math.sqrt(2 / 576) },
]);
