import { shapeError } from "../graph.ts";
import type { NodeForm } from "../operator.ts";

/**
 * Before opset 13, Softmax and LogSoftmax ran over all axes from `axis` (default 1) on, as one. That is the same as today's
 * along one axis when only one of those has a size other than 1.
 * @throws WrasseError "shape-does-not-fit" when it is not
 */
export function upgradeSoftmax(operator: string, { inputs, attributes, constant }: NodeForm, opset: number): NodeForm {
  if (opset >= 13) return { inputs, attributes, constant };
  const x = inputs[0]!;
  const given = typeof attributes["axis"] === "number" ? attributes["axis"] : 1;
  const first = given < 0 ? given + x.shape.length : given;
  const wide = x.shape.flatMap((size, axis) => (axis >= first && size !== 1 ? [axis] : []));
  if (wide.length > 1) {
    throw shapeError(operator, x, {
      expected: `one axis with more than one element, from axis ${first} on`,
      got: `[${x.shape}]`,
      hint: "export the model with operator set 13 or later",
    });
  }
  return { inputs, attributes: { ...attributes, axis: wide[0] ?? first }, constant };
}
