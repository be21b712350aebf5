import { operatorContract } from "../../../test/support/operatorContract.ts";
import { tanhOperator } from "./tanh.ts";

operatorContract(tanhOperator);
