import { operatorContract } from "../../../test/support/operatorContract.ts";
import { reduceMinOperator } from "./reduceMin.ts";

operatorContract(reduceMinOperator);
