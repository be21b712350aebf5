import { operatorContract } from "../../../test/support/operatorContract.ts";
import { identityOperator } from "./identity.ts";

operatorContract(identityOperator);
