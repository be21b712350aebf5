import { operatorContract } from "../../../test/support/operatorContract.ts";
import { leakyReluOperator } from "./leakyRelu.ts";

operatorContract(leakyReluOperator);
