import { operatorContract } from "../../../test/support/operatorContract.ts";
import { mulOperator } from "./mul.ts";

operatorContract(mulOperator);
