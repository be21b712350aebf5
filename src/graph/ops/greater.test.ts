import { operatorContract } from "../../../test/support/operatorContract.ts";
import { greaterOperator } from "./greater.ts";

operatorContract(greaterOperator);
