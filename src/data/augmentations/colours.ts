import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { matMul } from "../../graph/ops/matMul.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import type { ChannelStatistics } from "../channelStatistics.ts";
import type { ColourAugmentation } from "./augmentation.ts";
import { type ColourChange, type ColourMatrix, changedBy, unchanged } from "./colour.ts";
import type { AugmentationFeeds, Declare, Stage } from "./stage.ts";

const names = {
  pixel: "augmentation/pixel",
  mean: "augmentation/mean",
  shift: "augmentation/shift",
} as const;

/** All straight changes of colours and the normalisation after them as one multiplication and addition. */
export class ColourStage implements Stage<ColourChange> {
  private readonly mixesChannels: boolean;
  private readonly usesMean: boolean;

  /** @param statistics of the normalisation; a mean of 0 and a deviation of 1 leave a scale of 0..1 */
  constructor(
    colours: readonly ColourAugmentation[],
    private readonly statistics: ChannelStatistics,
  ) {
    this.mixesChannels = colours.some(({ mixesChannels }) => mixesChannels);
    this.usesMean = colours.some(({ usesMean }) => usesMean);
  }

  declare(input: Declare): void {
    input(names.pixel, "float32", this.mixesChannels ? [3, 3] : [3, 1, 1]);
    if (this.usesMean) input(names.mean, "float32", [3, 3]);
    input(names.shift, "float32", [3, 1, 1]);
  }

  /** @param x [N, 3, H, W] float32, 0..255 */
  build(x: Value, inputs: ReadonlyMap<string, Value>): Value {
    const pixel = inputs.get(names.pixel)!;
    const [count = 0, , height = 0, width = 0] = x.shape;
    const changed = this.mixesChannels
      ? reshape(matMul(pixel, reshape(x, [count, 3, height * width])), x.shape)
      : mul(x, pixel);
    const shift = inputs.get(names.shift)!;
    if (!this.usesMean) return add(changed, shift);
    const meanColour = reshape(reduceMean(x, [2, 3], { keepdims: 1 }), [count, 3, 1]);
    return add(changed, add(shift, reshape(matMul(inputs.get(names.mean)!, meanColour), [count, 3, 1, 1])));
  }

  /** Writes the change of colours followed by the normalisation, on the scale of bytes. */
  write(buffers: AugmentationFeeds, place: number, changes: readonly ColourChange[]): void {
    const change = changes.reduce(changedBy, unchanged);
    const { mean, deviation } = this.statistics;
    const gains = deviation.map((value) => 1 / (255 * value));
    const pixel = buffers[names.pixel]!.data as Float32Array;
    if (this.mixesChannels) writeRows(change.pixel, gains, pixel, place);
    else for (let c = 0; c < 3; c += 1) pixel[place * 3 + c] = change.pixel[c * 4]! * gains[c]!;
    if (this.usesMean) writeRows(change.mean, gains, buffers[names.mean]!.data as Float32Array, place);
    const shift = buffers[names.shift]!.data as Float32Array;
    for (let c = 0; c < 3; c += 1) shift[place * 3 + c] = (change.shift[c]! - mean[c]!) / deviation[c]!;
  }
}

function writeRows(matrix: ColourMatrix, gains: readonly number[], target: Float32Array, place: number): void {
  matrix.forEach((value, i) => {
    target[place * 9 + i] = value * gains[Math.floor(i / 3)]!;
  });
}
