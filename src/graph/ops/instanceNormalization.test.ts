import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { instanceNormalizationOperator } from "./instanceNormalization.ts";

operatorContract(instanceNormalizationOperator);
agreesWithPyTorch(instanceNormalizationOperator, "instanceNormalization");
