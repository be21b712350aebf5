import { operatorContract } from "../../../test/support/operatorContract.ts";
import { reduceSumSquareOperator } from "./reduceSumSquare.ts";

operatorContract(reduceSumSquareOperator);
