import { operatorContract } from "../../../test/support/operatorContract.ts";
import { unsqueezeOperator } from "./unsqueeze.ts";

operatorContract(unsqueezeOperator);
