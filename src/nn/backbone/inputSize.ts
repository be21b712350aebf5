import { WrasseError } from "../../base/errors.ts";
import type { Graph, Value } from "../../graph/graph.ts";

/**
 * Refuses a size of photos that a file was not made for without saying so. Padding on one side only (TensorFlow's SAME,
 * written out for even sizes) is right where each strided window meets a size that its stride divides; at other sizes
 * every picture would be moved by a pixel, with no error and a worse result.
 *
 * @param graph the backbone, built for photos of this size
 * @throws WrasseError "backbone-size-wrong" with the two nearest sizes that fit
 */
export function checkInputSize(graph: Graph, pictures: Value, at: string): void {
  const strides = new Map<Value, number>([[pictures, 1]]);
  let needed = 1;
  let isWrong = false;
  for (const { inputs, attributes, outputs } of graph.nodes) {
    const [x] = inputs;
    const before = Math.max(1, ...inputs.map((input) => (input === undefined ? 1 : (strides.get(input) ?? 1))));
    const { strides: own, pads } = attributes as { strides?: readonly number[]; pads?: readonly number[] };
    const step = own?.[0] ?? 1;
    for (const output of outputs) strides.set(output, before * step);
    if (step === 1 || pads === undefined || x === undefined) continue;
    const axes = pads.length / 2;
    const isUneven = pads.some((pad, axis) => axis < axes && pad !== pads[axis + axes]);
    if (!isUneven) continue;
    needed = Math.max(needed, before * step);
    isWrong ||= x.shape.slice(2).some((size) => size % step !== 0);
  }
  if (!isWrong) return;
  const size = pictures.shape[2]!;
  const below = Math.floor(size / needed) * needed;
  throw new WrasseError("backbone-size-wrong", {
    at: "data.size",
    expected: `a multiple of ${needed}: ${at} pads its pictures on one side, which fits such sizes only`,
    got: size,
    hint: `set data.size to ${below > 0 ? `${below} or ` : ""}${below + needed}`,
  });
}
