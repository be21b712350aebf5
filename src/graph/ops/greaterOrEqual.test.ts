import { operatorContract } from "../../../test/support/operatorContract.ts";
import { greaterOrEqualOperator } from "./greaterOrEqual.ts";

operatorContract(greaterOrEqualOperator);
