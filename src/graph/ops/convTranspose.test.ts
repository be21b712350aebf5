import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { convTransposeOperator } from "./convTranspose.ts";

operatorContract(convTransposeOperator);
agreesWithPyTorch(convTransposeOperator, "convTranspose");
