import { operatorContract } from "../../../test/support/operatorContract.ts";
import { addOperator } from "./add.ts";

operatorContract(addOperator);
