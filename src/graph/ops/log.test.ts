import { operatorContract } from "../../../test/support/operatorContract.ts";
import { logOperator } from "./log.ts";

operatorContract(logOperator);
