import type { Value } from "../../graph/graph.ts";
import { matMul } from "../../graph/ops/matMul.ts";
import { transpose } from "../../graph/ops/transpose.ts";
import type { AugmentationFeeds, Declare, Stage } from "./stage.ts";

const name = "augmentation/blur";

/** Weights further than this many deviations from the middle are left out. */
const reach = 3;

/**
 * Gaussian blurs, one for each picture: a matrix over the rows times the picture times its transpose. At these sizes two
 * products of matrices are much faster than a convolution whose filter differs from picture to picture. The variances of
 * several blurs of one photo add up.
 *
 * Edges are mirrored about the outermost pixel ("reflect").
 */
export class BlurStage implements Stage<number> {
  /** How many pixels a blur reaches to each side. */
  readonly radius: number;

  /**
   * @param size side of the pictures in pixels
   * @param largest the largest deviation of each blur of the list, in pixels
   */
  constructor(
    private readonly size: number,
    largest: readonly number[],
  ) {
    this.radius = Math.min(size - 1, Math.ceil(reach * Math.hypot(...largest)));
  }

  declare(input: Declare): void {
    input(name, "float32", [1, this.size, this.size]);
  }

  build(x: Value, inputs: ReadonlyMap<string, Value>): Value {
    const rows = inputs.get(name)!;
    return matMul(matMul(rows, x), transpose(rows, [0, 1, 3, 2]));
  }

  write(buffers: AugmentationFeeds, place: number, deviations: readonly number[]): void {
    const { size, radius } = this;
    const weights = gaussian(Math.hypot(...deviations), radius);
    const matrix = (buffers[name]!.data as Float32Array).subarray(place * size * size, (place + 1) * size * size);
    // The band is the same for every blur, so what an earlier photo wrote is overwritten whole.
    for (let row = 0; row < size; row += 1) {
      const first = Math.max(0, row - radius);
      matrix.fill(0, row * size + first, row * size + Math.min(size, row + radius + 1));
      for (let step = -radius; step <= radius; step += 1) {
        let column = Math.abs(row + step);
        if (column >= size) column = 2 * (size - 1) - column;
        matrix[row * size + column]! += weights[Math.abs(step)]!;
      }
    }
  }
}

/** The weights of a Gaussian at 0..radius pixels from its middle; over both sides they add up to 1. */
function gaussian(deviation: number, radius: number): number[] {
  const weights = Array.from({ length: radius + 1 }, (_, at) =>
    deviation === 0 ? Number(at === 0) : Math.exp(-((at / deviation) ** 2) / 2),
  );
  const sum = weights.reduce((total, weight, at) => total + (at === 0 ? weight : 2 * weight), 0);
  return weights.map((weight) => weight / sum);
}
