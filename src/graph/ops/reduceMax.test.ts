import { operatorContract } from "../../../test/support/operatorContract.ts";
import { reduceMaxOperator } from "./reduceMax.ts";

operatorContract(reduceMaxOperator);
