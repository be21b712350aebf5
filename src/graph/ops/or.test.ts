import { operatorContract } from "../../../test/support/operatorContract.ts";
import { orOperator } from "./or.ts";

operatorContract(orOperator);
