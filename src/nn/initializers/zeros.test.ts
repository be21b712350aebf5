import { initializerContract } from "../../../test/support/initializerContract.ts";
import { zerosInitializer } from "./zeros.ts";

initializerContract(zerosInitializer, [{ mean: 0, deviation: 0 }]);
