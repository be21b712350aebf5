import { operatorContract } from "../../../test/support/operatorContract.ts";
import { andOperator } from "./and.ts";

operatorContract(andOperator);
