import { operatorContract } from "../../../test/support/operatorContract.ts";
import { padOperator } from "./pad.ts";

operatorContract(padOperator);
