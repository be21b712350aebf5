import { initializerContract } from "../../../test/support/initializerContract.ts";
import { lecunNormal } from "./lecunNormal.ts";

const deviation = Math.sqrt(1 / 288); // 32 channels in and 64 out, each by 9 pixels
initializerContract(lecunNormal, [
  { mean: 0, deviation },
  { options: { gain: 2 }, mean: 0, deviation: 2 * deviation },
]);
