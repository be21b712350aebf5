import { operatorContract } from "../../../test/support/operatorContract.ts";
import { reciprocalOperator } from "./reciprocal.ts";

operatorContract(reciprocalOperator);
