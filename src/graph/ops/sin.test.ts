import { operatorContract } from "../../../test/support/operatorContract.ts";
import { sinOperator } from "./sin.ts";

operatorContract(sinOperator);
