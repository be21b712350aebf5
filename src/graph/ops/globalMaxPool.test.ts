import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { globalMaxPoolOperator } from "./globalMaxPool.ts";

operatorContract(globalMaxPoolOperator);
agreesWithPyTorch(globalMaxPoolOperator, "globalMaxPool");
