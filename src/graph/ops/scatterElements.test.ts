import { operatorContract } from "../../../test/support/operatorContract.ts";
import { scatterElementsOperator } from "./scatterElements.ts";

operatorContract(scatterElementsOperator);
