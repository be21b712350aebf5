import { operatorContract } from "../../../test/support/operatorContract.ts";
import { squeezeOperator } from "./squeeze.ts";

operatorContract(squeezeOperator);
