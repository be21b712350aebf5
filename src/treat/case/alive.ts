import type { Probed } from "../../probe/active/activeProbe.ts";

/**
 * Share of units of a convolution that get a gradient at the kept weights.
 * @param position which of the net's convolutions and matrices, from 0: remedies move places, but not their order
 */
export function aliveIn(probed: readonly Probed[], position: number): number {
  const own = probed.filter(
    ({ quantity, weights, layer }) =>
      quantity === "revivable-share" && weights === "kept" && /\.(conv2d|dense)$/.test(layer ?? ""),
  );
  return own[position]?.value ?? 0;
}

/** Which of the net's convolutions and matrices stands before an activation, from 0. */
export function positionBefore(activation: string, layers: readonly string[]): number {
  const before = layers.slice(0, Number.parseInt(activation, 10));
  return before.filter((id) => id === "conv2d" || id === "dense").length - 1;
}
