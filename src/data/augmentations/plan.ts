import { type Draws, draws } from "../../base/random.ts";
import type { Graph, Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { cast } from "../../graph/ops/cast.ts";
import { matMul } from "../../graph/ops/matMul.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import { reversed } from "../../graph/ops/slice.ts";
import { where } from "../../graph/ops/where.ts";
import { type TensorData, type TensorType, zeros } from "../../graph/tensor.ts";
import type { ChannelStatistics } from "../channelStatistics.ts";
import { type Affine, followedBy, unmoved } from "./affine.ts";
import type { AugmentationChoice, ColourAugmentation, GeometricAugmentation, MirrorAxis } from "./augmentation.ts";
import { type ColourChange, type ColourMatrix, changedBy, unchanged } from "./colour.ts";
import { normalise } from "./normalise.ts";
import { sampleMoved, writeSampling } from "./sampling.ts";

/** What the numbers of a batch are drawn from. */
export interface AugmentedBatch {
  readonly seed: number;
  readonly epoch: number;
  /** The index of each photo in the data set. */
  readonly photos: ArrayLike<number>;
}

/** Tensors that the graph is fed, by the name of its input. */
export type AugmentationFeeds = Readonly<Record<string, TensorData>>;

interface Chosen<Kind> {
  readonly augmentation: Kind;
  readonly options: unknown;
  /** Names the stream of its draws, so that an augmentation draws the same whatever stands beside it. */
  readonly purpose: string;
}

const names = {
  sampling: "augmentation/sampling",
  mirror: { x: "augmentation/mirror-x", y: "augmentation/mirror-y" },
  pixel: "augmentation/pixel",
  mean: "augmentation/mean",
  shift: "augmentation/shift",
} as const;

/**
 * A list of augmentations and the normalisation after them, as a part of the training graph and the numbers that feed
 * it. All moves of a picture become one sampling (bilinear; mirrored beyond the edges), all changes of
 * colours and the normalisation one multiplication and addition. What a list does not need adds no node.
 *
 * A photo's change depends on the seed, the epoch and the photo: not on its place in a batch, nor on the batch's size.
 */
export class AugmentationPlan {
  private readonly moves: readonly Chosen<GeometricAugmentation>[];
  private readonly colours: readonly Chosen<ColourAugmentation>[];
  /** The axes that pictures are mirrored along, when nothing else moves them. */
  private readonly mirrored: readonly MirrorAxis[] | undefined;
  private readonly mixesChannels: boolean;
  private readonly usesMean: boolean;

  /** @param size side of the pictures in pixels */
  constructor(
    choices: readonly AugmentationChoice[],
    private readonly size: number,
    private readonly statistics: ChannelStatistics,
  ) {
    const moves: Chosen<GeometricAugmentation>[] = [];
    const colours: Chosen<ColourAugmentation>[] = [];
    const seen = new Map<string, number>();
    for (const { augmentation, options } of choices) {
      const count = (seen.get(augmentation.id) ?? 0) + 1;
      seen.set(augmentation.id, count);
      const purpose = `augment:${augmentation.id}${count === 1 ? "" : `#${count}`}`;
      if (augmentation.kind === "geometry") moves.push({ augmentation, options, purpose });
      else colours.push({ augmentation, options, purpose });
    }
    this.moves = moves;
    this.colours = colours;
    this.mirrored = mirroredAxes(moves);
    this.mixesChannels = colours.some(({ augmentation }) => augmentation.mixesChannels);
    this.usesMean = colours.some(({ augmentation }) => augmentation.usesMean);
  }

  /**
   * Adds the augmentations and the normalisation to a graph, and the inputs that they are fed.
   *
   * @param photos [N, 3, size, size] uint8, 0..255
   * @returns [N, 3, size, size] float32, normalised
   */
  build(graph: Graph, photos: Value): Value {
    return graph.within("augmentation", () => {
      const inputs = new Map(
        [...this.inputTypes(photos.shape[0]!)].map(([name, { dtype, shape }]) => [
          name,
          graph.input(name, dtype, shape),
        ]),
      );
      const moved = this.buildMoves(photos, inputs);
      return this.colours.length === 0 ? normalise(moved, this.statistics) : this.buildColours(moved, inputs);
    });
  }

  /** A set of buffers for the inputs of a graph that takes `count` photos; a step reads them while it runs. */
  buffers(count: number): AugmentationFeeds {
    return Object.fromEntries(
      [...this.inputTypes(count)].map(([name, { dtype, shape }]) => [name, zeros(dtype, shape) as TensorData]),
    );
  }

  /** Draws the changes of a batch's photos and writes them to the buffers. */
  fill(buffers: AugmentationFeeds, { seed, epoch, photos }: AugmentedBatch): void {
    for (let place = 0; place < photos.length; place += 1) {
      const photo = photos[place]!;
      const rngOf = (purpose: string): Draws => draws(seed, purpose, epoch, photo);
      if (this.moves.length > 0) this.writeMove(buffers, place, rngOf);
      if (this.colours.length > 0) this.writeColour(buffers, place, rngOf);
    }
  }

  private inputTypes(count: number): Map<string, TensorType> {
    const types = new Map<string, TensorType>();
    const declare = (name: string, dtype: "float32" | "bool", ...shape: number[]): void => {
      types.set(name, { dtype, shape: [count, ...shape] });
    };
    if (this.mirrored === undefined) declare(names.sampling, "float32", 2, 3);
    else for (const axis of this.mirrored) declare(names.mirror[axis], "bool", 1, 1, 1);
    if (this.colours.length > 0) {
      if (this.mixesChannels) declare(names.pixel, "float32", 3, 3);
      else declare(names.pixel, "float32", 3, 1, 1);
      if (this.usesMean) declare(names.mean, "float32", 3, 3);
      declare(names.shift, "float32", 3, 1, 1);
    }
    return types;
  }

  private buildMoves(photos: Value, inputs: ReadonlyMap<string, Value>): Value {
    if (this.mirrored !== undefined) {
      // Whole pixels, as bytes: exact, and a quarter of what floats cost to move.
      const mirrored = this.mirrored.reduce(
        (x, axis) => where(inputs.get(names.mirror[axis])!, reversed(x, [axis === "x" ? 3 : 2]), x),
        photos,
      );
      return cast(mirrored, "float32");
    }
    return sampleMoved(cast(photos, "float32"), inputs.get(names.sampling)!);
  }

  private buildColours(x: Value, inputs: ReadonlyMap<string, Value>): Value {
    const pixel = inputs.get(names.pixel)!;
    const count = x.shape[0]!;
    const changed = this.mixesChannels
      ? reshape(matMul(pixel, reshape(x, [count, 3, this.size ** 2])), x.shape)
      : mul(x, pixel);
    const shift = inputs.get(names.shift)!;
    if (!this.usesMean) return add(changed, shift);
    const meanColour = reshape(reduceMean(x, [2, 3], { keepdims: 1 }), [count, 3, 1]);
    return add(changed, add(shift, reshape(matMul(inputs.get(names.mean)!, meanColour), [count, 3, 1, 1])));
  }

  private writeMove(buffers: AugmentationFeeds, place: number, rngOf: (purpose: string) => Draws): void {
    const motion = this.moves.reduce<Affine>(
      (before, { augmentation, options, purpose }) =>
        followedBy(before, augmentation.draw(options, rngOf(purpose), this.size)),
      unmoved,
    );
    if (this.mirrored === undefined) {
      writeSampling(motion, this.size, buffers[names.sampling]!.data as Float32Array, place * 6);
      return;
    }
    const turned = { x: motion.xx < 0, y: motion.yy < 0 };
    for (const axis of this.mirrored) buffers[names.mirror[axis]]!.data[place] = turned[axis] ? 1 : 0;
  }

  /** Writes the change of colours followed by the normalisation, on the scale of bytes. */
  private writeColour(buffers: AugmentationFeeds, place: number, rngOf: (purpose: string) => Draws): void {
    const change = this.colours.reduce<ColourChange>(
      (before, { augmentation, options, purpose }) => changedBy(before, augmentation.draw(options, rngOf(purpose))),
      unchanged,
    );
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

/** The axes that the moves may mirror along; undefined when one of them does something else. */
function mirroredAxes(moves: readonly Chosen<GeometricAugmentation>[]): MirrorAxis[] | undefined {
  const axes = new Set<MirrorAxis>();
  for (const { augmentation, options } of moves) {
    if (augmentation.mirrors === undefined) return undefined;
    for (const axis of augmentation.mirrors(options)) axes.add(axis);
  }
  return [...axes];
}
