import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { affineGridOperator } from "./affineGrid.ts";

operatorContract(affineGridOperator);
agreesWithPyTorch(affineGridOperator, "affineGrid");
