import { operatorContract } from "../../../test/support/operatorContract.ts";
import { shapeOperator } from "./shape.ts";

operatorContract(shapeOperator);
