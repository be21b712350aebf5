import { operatorContract } from "../../../test/support/operatorContract.ts";
import { sqrtOperator } from "./sqrt.ts";

operatorContract(sqrtOperator);
