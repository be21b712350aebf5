import { operatorContract } from "../../../test/support/operatorContract.ts";
import { seluOperator } from "./selu.ts";

operatorContract(seluOperator);
