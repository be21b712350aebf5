import { operatorContract } from "../../../test/support/operatorContract.ts";
import { splitOperator } from "./split.ts";

operatorContract(splitOperator);
