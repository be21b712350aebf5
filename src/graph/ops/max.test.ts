import { operatorContract } from "../../../test/support/operatorContract.ts";
import { maxOperator } from "./max.ts";

operatorContract(maxOperator);
