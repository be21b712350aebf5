import { operatorContract } from "../../../test/support/operatorContract.ts";
import { geluOperator } from "./gelu.ts";

operatorContract(geluOperator);
