import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { maxPoolOperator } from "./maxPool.ts";

operatorContract(maxPoolOperator);
agreesWithPyTorch(maxPoolOperator, "maxPool");
