import { operatorContract } from "../../../test/support/operatorContract.ts";
import { subOperator } from "./sub.ts";

operatorContract(subOperator);
