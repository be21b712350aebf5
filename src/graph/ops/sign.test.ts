import { operatorContract } from "../../../test/support/operatorContract.ts";
import { signOperator } from "./sign.ts";

operatorContract(signOperator);
