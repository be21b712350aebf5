import { operatorContract } from "../../../test/support/operatorContract.ts";
import { notOperator } from "./not.ts";

operatorContract(notOperator);
