import { operatorContract } from "../../../test/support/operatorContract.ts";
import { negOperator } from "./neg.ts";

operatorContract(negOperator);
