import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { reluOperator } from "./relu.ts";

operatorContract(reluOperator);
agreesWithPyTorch(reluOperator, "relu");
