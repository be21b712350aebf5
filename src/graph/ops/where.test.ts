import { operatorContract } from "../../../test/support/operatorContract.ts";
import { whereOperator } from "./where.ts";

operatorContract(whereOperator);
