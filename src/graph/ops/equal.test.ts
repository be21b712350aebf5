import { operatorContract } from "../../../test/support/operatorContract.ts";
import { equalOperator } from "./equal.ts";

operatorContract(equalOperator);
