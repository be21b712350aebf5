import { operatorContract } from "../../../test/support/operatorContract.ts";
import { gatherOperator } from "./gather.ts";

operatorContract(gatherOperator);
