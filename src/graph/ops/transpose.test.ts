import { operatorContract } from "../../../test/support/operatorContract.ts";
import { transposeOperator } from "./transpose.ts";

operatorContract(transposeOperator);
