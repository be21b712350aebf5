import { operatorContract } from "../../../test/support/operatorContract.ts";
import { logSoftmaxOperator } from "./logSoftmax.ts";

operatorContract(logSoftmaxOperator);
