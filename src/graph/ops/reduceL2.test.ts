import { operatorContract } from "../../../test/support/operatorContract.ts";
import { reduceL2Operator } from "./reduceL2.ts";

operatorContract(reduceL2Operator);
