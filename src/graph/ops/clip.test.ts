import { operatorContract } from "../../../test/support/operatorContract.ts";
import { clipOperator } from "./clip.ts";

operatorContract(clipOperator);
