import { operatorContract } from "../../../test/support/operatorContract.ts";
import { softmaxOperator } from "./softmax.ts";

operatorContract(softmaxOperator);
