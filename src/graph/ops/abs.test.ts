import { operatorContract } from "../../../test/support/operatorContract.ts";
import { absOperator } from "./abs.ts";

operatorContract(absOperator);
