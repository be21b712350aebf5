import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { batchNormalizationOperator } from "./batchNormalization.ts";

operatorContract(batchNormalizationOperator);
agreesWithPyTorch(batchNormalizationOperator, "batchNormalization");
