import { operatorContract } from "../../../test/support/operatorContract.ts";
import { concatOperator } from "./concat.ts";

operatorContract(concatOperator);
