import { operatorContract } from "../../../test/support/operatorContract.ts";
import { maxUnpoolOperator } from "./maxUnpool.ts";

operatorContract(maxUnpoolOperator);
