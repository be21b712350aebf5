import { operatorContract } from "../../../test/support/operatorContract.ts";
import { reluOperator } from "./relu.ts";

operatorContract(reluOperator);
