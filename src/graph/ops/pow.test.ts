import { operatorContract } from "../../../test/support/operatorContract.ts";
import { powOperator } from "./pow.ts";

operatorContract(powOperator);
