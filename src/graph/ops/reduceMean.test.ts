import { operatorContract } from "../../../test/support/operatorContract.ts";
import { reduceMeanOperator } from "./reduceMean.ts";

operatorContract(reduceMeanOperator);
