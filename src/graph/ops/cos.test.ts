import { operatorContract } from "../../../test/support/operatorContract.ts";
import { cosOperator } from "./cos.ts";

operatorContract(cosOperator);
