import { operatorContract } from "../../../test/support/operatorContract.ts";
import { castOperator } from "./cast.ts";

operatorContract(castOperator);
