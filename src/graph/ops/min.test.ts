import { operatorContract } from "../../../test/support/operatorContract.ts";
import { minOperator } from "./min.ts";

operatorContract(minOperator);
