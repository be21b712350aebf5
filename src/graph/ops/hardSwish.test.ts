import { operatorContract } from "../../../test/support/operatorContract.ts";
import { hardSwishOperator } from "./hardSwish.ts";

operatorContract(hardSwishOperator);
