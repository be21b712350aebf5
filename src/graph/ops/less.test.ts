import { operatorContract } from "../../../test/support/operatorContract.ts";
import { lessOperator } from "./less.ts";

operatorContract(lessOperator);
