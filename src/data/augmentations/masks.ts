import type { Value } from "../../graph/graph.ts";
import { cast } from "../../graph/ops/cast.ts";
import { mul } from "../../graph/ops/mul.ts";
import { where } from "../../graph/ops/where.ts";
import type { ChannelStatistics } from "../channelStatistics.ts";
import { normalise } from "./normalise.ts";
import type { AugmentationFeeds, Declare, Stage } from "./stage.ts";

/** What covered places show: the data set's mean colour, black, white, or bytes of noise. */
export type Paint = "mean" | "black" | "white" | "noise";

/** The parts of a picture that are covered. */
export interface Cover {
  /** Writes 0 at the covered places of a picture of ones, row by row. */
  readonly cover: (keep: Uint8Array, size: number) => void;
  readonly paint: Paint;
  /** The next random byte of this photo, for noise. */
  readonly byte: () => number;
}

const names = { keep: "augmentation/keep", paint: "augmentation/paint" } as const;

/** Covers parts of normalised pictures; of two covers over one place the later one shows. */
export class MaskStage implements Stage<Cover> {
  private readonly own: Uint8Array;

  /**
   * @param size side of the pictures in pixels
   * @param paints whether places are covered by anything but the mean colour
   */
  constructor(
    private readonly size: number,
    private readonly paints: boolean,
    private readonly statistics: ChannelStatistics,
  ) {
    this.own = new Uint8Array(size * size);
  }

  declare(input: Declare): void {
    input(names.keep, "bool", [1, this.size, this.size]);
    if (this.paints) input(names.paint, "uint8", [3, this.size, this.size]);
  }

  /** @param x [N, 3, size, size], normalised: the mean colour is 0 */
  build(x: Value, inputs: ReadonlyMap<string, Value>): Value {
    const keep = inputs.get(names.keep)!;
    if (!this.paints) return mul(x, cast(keep, "float32"));
    return where(keep, x, normalise(cast(inputs.get(names.paint)!, "float32"), this.statistics));
  }

  write(buffers: AugmentationFeeds, place: number, covers: readonly Cover[]): void {
    const plane = this.size * this.size;
    const keep = (buffers[names.keep]!.data as Uint8Array).subarray(place * plane, (place + 1) * plane);
    keep.fill(1);
    for (const { cover, paint, byte } of covers) {
      if (!this.paints) {
        cover(keep, this.size);
        continue;
      }
      this.own.fill(1);
      cover(this.own, this.size);
      const painted = (buffers[names.paint]!.data as Uint8Array).subarray(place * 3 * plane, (place + 1) * 3 * plane);
      for (let at = 0; at < plane; at += 1) {
        if (this.own[at] === 1) continue;
        keep[at] = 0;
        for (let c = 0; c < 3; c += 1) painted[c * plane + at] = this.colour(paint, c, byte);
      }
    }
  }

  private colour(paint: Paint, channel: number, byte: () => number): number {
    switch (paint) {
      case "mean":
        return Math.round(255 * this.statistics.mean[channel]!);
      case "black":
        return 0;
      case "white":
        return 255;
      case "noise":
        return byte();
    }
  }
}
