import { operatorContract } from "../../../test/support/operatorContract.ts";
import { argMaxOperator } from "./argMax.ts";

operatorContract(argMaxOperator);
