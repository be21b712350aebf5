import { operatorContract } from "../../../test/support/operatorContract.ts";
import { sigmoidOperator } from "./sigmoid.ts";

operatorContract(sigmoidOperator);
