import { operatorContract } from "../../../test/support/operatorContract.ts";
import { rangeOperator } from "./range.ts";

operatorContract(rangeOperator);
