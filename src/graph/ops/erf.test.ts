import { operatorContract } from "../../../test/support/operatorContract.ts";
import { erfOperator } from "./erf.ts";

operatorContract(erfOperator);
