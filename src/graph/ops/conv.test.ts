import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { convOperator } from "./conv.ts";

operatorContract(convOperator);
agreesWithPyTorch(convOperator, "conv");
