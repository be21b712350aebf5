import { operatorContract } from "../../../test/support/operatorContract.ts";
import { roundOperator } from "./round.ts";

operatorContract(roundOperator);
