import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { matMulOperator } from "./matMul.ts";

operatorContract(matMulOperator);
agreesWithPyTorch(matMulOperator, "matMul");
