import { operatorContract } from "../../../test/support/operatorContract.ts";
import { reduceSumOperator } from "./reduceSum.ts";

operatorContract(reduceSumOperator);
