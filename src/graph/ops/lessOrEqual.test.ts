import { operatorContract } from "../../../test/support/operatorContract.ts";
import { lessOrEqualOperator } from "./lessOrEqual.ts";

operatorContract(lessOrEqualOperator);
