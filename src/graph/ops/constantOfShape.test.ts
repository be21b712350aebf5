import { operatorContract } from "../../../test/support/operatorContract.ts";
import { constantOfShapeOperator } from "./constantOfShape.ts";

operatorContract(constantOfShapeOperator);
