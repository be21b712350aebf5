import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { gemmOperator } from "./gemm.ts";

operatorContract(gemmOperator);
agreesWithPyTorch(gemmOperator, "gemm");
