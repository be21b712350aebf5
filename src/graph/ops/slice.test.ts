import { operatorContract } from "../../../test/support/operatorContract.ts";
import { sliceOperator } from "./slice.ts";

operatorContract(sliceOperator);
