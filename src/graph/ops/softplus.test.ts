import { operatorContract } from "../../../test/support/operatorContract.ts";
import { softplusOperator } from "./softplus.ts";

operatorContract(softplusOperator);
