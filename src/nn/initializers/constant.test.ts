import { initializerContract } from "../../../test/support/initializerContract.ts";
import { constant } from "./constant.ts";

initializerContract(constant, [{ options: { value: 0.25 }, mean: 0.25, deviation: 0 }]);
