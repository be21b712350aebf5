import { operatorContract } from "../../../test/support/operatorContract.ts";
import { divOperator } from "./div.ts";

operatorContract(divOperator);
