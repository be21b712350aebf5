import { operatorContract } from "../../../test/support/operatorContract.ts";
import { expOperator } from "./exp.ts";

operatorContract(expOperator);
