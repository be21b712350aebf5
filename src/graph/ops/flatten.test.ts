import { operatorContract } from "../../../test/support/operatorContract.ts";
import { flattenOperator } from "./flatten.ts";

operatorContract(flattenOperator);
