import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { fillNormals } from "../../nn/gradientNoise.ts";
import type { AugmentationFeeds, Declare, Stage } from "./stage.ts";

/** Normal noise on every pixel. */
export interface NoiseChange {
  /** Standard deviation, as a fraction of black to white. */
  readonly deviation: number;
  /** The same noise on all three channels of a pixel. */
  readonly isGrey: boolean;
  /** Which of the numbers that lie ready it begins with, 0..noiseStarts-1. */
  readonly start: number;
}

/** How many places there are for a photo's noise to begin at. */
export const noiseStarts = 2 ** 20;

const name = "augmentation/noise";

/**
 * Adds normal noise. A million normal numbers lie ready; each photo takes a stretch of them from a place that is drawn,
 * which costs a copy where new numbers for each pixel would cost a fifth of a step.
 */
export class NoiseStage implements Stage<NoiseChange> {
  private readonly bank: Float32Array;

  /**
   * @param size side of the pictures in pixels
   * @param gains what one of black to white is in the pictures that it gets, by channel
   */
  constructor(
    private readonly size: number,
    private readonly gains: readonly number[],
  ) {
    this.bank = new Float32Array(noiseStarts + 3 * size * size);
    fillNormals(this.bank, 0, "augmentation noise", 0);
  }

  declare(input: Declare): void {
    input(name, "float32", [3, this.size, this.size]);
  }

  build(x: Value, inputs: ReadonlyMap<string, Value>): Value {
    return add(x, inputs.get(name)!);
  }

  write(buffers: AugmentationFeeds, place: number, changes: readonly NoiseChange[]): void {
    const plane = this.size * this.size;
    const own = (buffers[name]!.data as Float32Array).subarray(place * 3 * plane, (place + 1) * 3 * plane);
    own.fill(0);
    for (const { deviation, isGrey, start } of changes) {
      for (let channel = 0; channel < 3; channel += 1) {
        const gain = deviation * this.gains[channel]!;
        const from = start + (isGrey ? 0 : channel * plane);
        const to = channel * plane;
        for (let i = 0; i < plane; i += 1) own[to + i] = own[to + i]! + gain * this.bank[from + i]!;
      }
    }
  }
}
