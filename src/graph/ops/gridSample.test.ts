import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { gridSampleOperator } from "./gridSample.ts";

operatorContract(gridSampleOperator);
agreesWithPyTorch(gridSampleOperator, "gridSample");
