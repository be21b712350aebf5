import { operatorContract } from "../../../test/support/operatorContract.ts";
import { hardSigmoidOperator } from "./hardSigmoid.ts";

operatorContract(hardSigmoidOperator);
