import { operatorContract } from "../../../test/support/operatorContract.ts";
import { preluOperator } from "./prelu.ts";

operatorContract(preluOperator);
