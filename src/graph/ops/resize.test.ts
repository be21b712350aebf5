import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { resizeOperator } from "./resize.ts";

operatorContract(resizeOperator);
agreesWithPyTorch(resizeOperator, "resize");
