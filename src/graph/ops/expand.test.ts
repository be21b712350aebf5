import { operatorContract } from "../../../test/support/operatorContract.ts";
import { expandOperator } from "./expand.ts";

operatorContract(expandOperator);
