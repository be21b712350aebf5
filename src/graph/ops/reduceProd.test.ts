import { operatorContract } from "../../../test/support/operatorContract.ts";
import { reduceProdOperator } from "./reduceProd.ts";

operatorContract(reduceProdOperator);
