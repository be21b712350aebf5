import { operatorContract } from "../../../test/support/operatorContract.ts";
import { floorOperator } from "./floor.ts";

operatorContract(floorOperator);
