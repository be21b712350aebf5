import { operatorContract } from "../../../test/support/operatorContract.ts";
import { tileOperator } from "./tile.ts";

operatorContract(tileOperator);
