import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { globalAveragePoolOperator } from "./globalAveragePool.ts";

operatorContract(globalAveragePoolOperator);
agreesWithPyTorch(globalAveragePoolOperator, "globalAveragePool");
