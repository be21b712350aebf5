import { operatorContract } from "../../../test/support/operatorContract.ts";
import { ceilOperator } from "./ceil.ts";

operatorContract(ceilOperator);
