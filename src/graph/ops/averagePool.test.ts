import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { averagePoolOperator } from "./averagePool.ts";

operatorContract(averagePoolOperator);
agreesWithPyTorch(averagePoolOperator, "averagePool");
