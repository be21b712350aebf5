import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { layerNormalizationOperator } from "./layerNormalization.ts";

operatorContract(layerNormalizationOperator);
agreesWithPyTorch(layerNormalizationOperator, "layerNormalization");
