import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { maxPoolOperator, maxPoolWithIndices } from "./maxPool.ts";

operatorContract(maxPoolOperator);
operatorContract(maxPoolWithIndices);
agreesWithPyTorch(maxPoolOperator, "maxPool");
