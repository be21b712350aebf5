import { operatorContract } from "../../../test/support/operatorContract.ts";
import { gatherElementsOperator } from "./gatherElements.ts";

operatorContract(gatherElementsOperator);
