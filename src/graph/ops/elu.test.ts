import { operatorContract } from "../../../test/support/operatorContract.ts";
import { eluOperator } from "./elu.ts";

operatorContract(eluOperator);
