import { operatorContract } from "../../../test/support/operatorContract.ts";
import { reshapeOperator } from "./reshape.ts";

operatorContract(reshapeOperator);
