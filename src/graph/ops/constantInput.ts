import { WrasseError } from "../../base/errors.ts";
import type { Value } from "../graph.ts";
import { numbersOf } from "../tensor.ts";

/**
 * The numbers of an input that must be known while the graph is built (a shape, axes, pads).
 * @throws WrasseError "input-not-constant"
 */
export function constantNumbers(operator: string, name: string, value: Value): number[] {
  if (value.constant !== undefined) return numbersOf(value.constant);
  throw new WrasseError("input-not-constant", {
    at: value.graph.at === "" ? operator : `${value.graph.at} (${operator})`,
    expected: `its input ${name} to be known before the graph runs`,
    got: `${value.name}, which is computed while it runs`,
    hint: "export the model with fixed sizes, or simplify it so that shapes are constants",
  });
}
