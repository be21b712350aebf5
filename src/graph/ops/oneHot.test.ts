import { operatorContract } from "../../../test/support/operatorContract.ts";
import { oneHotOperator } from "./oneHot.ts";

operatorContract(oneHotOperator);
