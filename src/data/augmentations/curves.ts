import type { Value } from "../../graph/graph.ts";
import { cast } from "../../graph/ops/cast.ts";
import { clip } from "../../graph/ops/clip.ts";
import { div } from "../../graph/ops/div.ts";
import { exp } from "../../graph/ops/exp.ts";
import { floor } from "../../graph/ops/floor.ts";
import { less } from "../../graph/ops/less.ts";
import { log } from "../../graph/ops/log.ts";
import { mul } from "../../graph/ops/mul.ts";
import { sub } from "../../graph/ops/sub.ts";
import { where } from "../../graph/ops/where.ts";
import type { Declare, Stage } from "./stage.ts";

/** A curve that each channel of each pixel goes along, on a scale of 0 (black) to 1 (white). */
export type CurveChange =
  /** x^exponent */
  | { readonly curve: "gamma"; readonly exponent: number }
  /** 1 - x from the threshold on */
  | { readonly curve: "solarize"; readonly threshold: number }
  /** only the upper bits of the byte */
  | { readonly curve: "posterize"; readonly bits: number };

const names = {
  gamma: "augmentation/gamma",
  threshold: "augmentation/solarize-threshold",
  levels: "augmentation/posterize-levels",
} as const;

/** More than any colour: nothing is inverted from there on. */
const never = 1e9;

/** Black in a power: as good as 0, and with a logarithm. */
const black = 1e-8;

/**
 * Curves over the pixels, in this order: gamma, solarize, posterize. Of several for one photo the exponents of gamma are
 * multiplied, the lower threshold and the fewer bits count.
 */
export class CurveStage implements Stage<CurveChange> {
  constructor(private readonly curves: ReadonlySet<CurveChange["curve"]>) {}

  declare(input: Declare): void {
    if (this.curves.has("gamma")) input(names.gamma, "float32", [1, 1, 1]);
    if (this.curves.has("solarize")) input(names.threshold, "float32", [1, 1, 1]);
    if (this.curves.has("posterize")) input(names.levels, "float32", [1, 1, 1]);
  }

  /** @param x [N, 3, size, size] float32 on a scale of 0..1; and so what it gives */
  build(x: Value, inputs: ReadonlyMap<string, Value>): Value {
    let y = x;
    if (this.curves.has("gamma")) y = exp(mul(log(clip(y, black)), inputs.get(names.gamma)!));
    if (this.curves.has("solarize")) y = where(less(y, inputs.get(names.threshold)!), y, sub(1, y));
    if (this.curves.has("posterize")) y = posterized(y, inputs.get(names.levels)!);
    return y;
  }

  write(buffers: Parameters<Stage["write"]>[0], place: number, changes: readonly CurveChange[]): void {
    let [exponent, threshold, bits] = [1, never, 8];
    for (const change of changes) {
      if (change.curve === "gamma") exponent *= change.exponent;
      else if (change.curve === "solarize") threshold = Math.min(threshold, change.threshold);
      else bits = Math.min(bits, change.bits);
    }
    if (this.curves.has("gamma")) buffers[names.gamma]!.data[place] = exponent;
    if (this.curves.has("solarize")) buffers[names.threshold]!.data[place] = threshold;
    // 8 bits are all: such a photo stays as it is, also between whole bytes.
    if (this.curves.has("posterize")) buffers[names.levels]!.data[place] = bits === 8 ? 0 : 2 ** bits;
  }
}

/** The byte x * 255 without its lower bits; x where `levels` (how many there are) is 0. */
function posterized(x: Value, levels: Value): Value {
  const step = div(256 / 255, clip(levels, 1)); // in units of white
  // Half a thousandth of a byte, so that a whole byte that was rounded down is still that byte.
  const kept = mul(floor(div(mul(x, 1 + 1e-6), step)), step);
  return where(cast(levels, "bool"), kept, x);
}
