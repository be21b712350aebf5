import type { Value } from "../../graph/graph.ts";
import { cast } from "../../graph/ops/cast.ts";
import { reversed } from "../../graph/ops/slice.ts";
import { where } from "../../graph/ops/where.ts";
import { type Affine, followedBy, unmoved } from "./affine.ts";
import type { GeometricAugmentation, MirrorAxis } from "./augmentation.ts";
import { type Homography, homographiesInTurn, homographyOf, isHomography } from "./homography.ts";
import { sampleMoved, sampleProjected, writeProjection, writeSampling } from "./sampling.ts";
import type { AugmentationFeeds, Declare, Stage } from "./stage.ts";

type Move = Affine | Homography;

const names = {
  sampling: "augmentation/sampling",
  mirror: { x: "augmentation/mirror-x", y: "augmentation/mirror-y" },
} as const;

/** A list of moves with their options. */
export type Moves = readonly { readonly augmentation: GeometricAugmentation; readonly options: unknown }[];

/**
 * All moves of a picture as one: its mirror images where nothing else is asked for, else one sampling, whose grid is a
 * straight line in the place unless a perspective is among them.
 */
export class MoveStage implements Stage<Move> {
  /** The axes that pictures are mirrored along, when nothing else moves them. */
  private readonly mirrored: readonly MirrorAxis[] | undefined;
  private readonly isProjective: boolean;

  /** @param size side of the pictures in pixels */
  constructor(
    private readonly size: number,
    moves: Moves,
  ) {
    this.mirrored = mirroredAxes(moves);
    this.isProjective = moves.some(({ augmentation }) => augmentation.isProjective === true);
  }

  declare(input: Declare): void {
    if (this.mirrored !== undefined) for (const axis of this.mirrored) input(names.mirror[axis], "bool", [1, 1, 1]);
    else input(names.sampling, "float32", this.isProjective ? [3, 3] : [2, 3]);
  }

  /** @param photos [N, 3, size, size] uint8; gives float32 */
  build(photos: Value, inputs: ReadonlyMap<string, Value>): Value {
    if (this.mirrored !== undefined) {
      // Whole pixels, as bytes: exact, and a quarter of what floats cost to move.
      const mirrored = this.mirrored.reduce(
        (x, axis) => where(inputs.get(names.mirror[axis])!, reversed(x, [axis === "x" ? 3 : 2]), x),
        photos,
      );
      return cast(mirrored, "float32");
    }
    const sample = this.isProjective ? sampleProjected : sampleMoved;
    return sample(cast(photos, "float32"), inputs.get(names.sampling)!);
  }

  write(buffers: AugmentationFeeds, place: number, moves: readonly Move[]): void {
    const motion = moves.reduce<Move>(inTurn, unmoved);
    if (this.isProjective) {
      const target = buffers[names.sampling]!.data as Float32Array;
      writeProjection(homographyOf(motion), this.size, target, place * 9);
    } else if (this.mirrored === undefined) {
      const target = buffers[names.sampling]!.data as Float32Array;
      writeSampling(motion as Affine, this.size, target, place * 6);
    } else {
      const { xx, yy } = motion as Affine;
      const turned = { x: xx < 0, y: yy < 0 };
      for (const axis of this.mirrored) buffers[names.mirror[axis]]!.data[place] = turned[axis] ? 1 : 0;
    }
  }
}

/** First `a`, then `b`. */
function inTurn(a: Move, b: Move): Move {
  if (!isHomography(a) && !isHomography(b)) return followedBy(a, b);
  return homographiesInTurn(homographyOf(a), homographyOf(b));
}

/** The axes that the moves may mirror along; undefined when one of them does something else. */
function mirroredAxes(moves: Moves): MirrorAxis[] | undefined {
  const axes = new Set<MirrorAxis>();
  for (const { augmentation, options } of moves) {
    if (augmentation.mirrors === undefined) return undefined;
    for (const axis of augmentation.mirrors(options)) axes.add(axis);
  }
  return [...axes];
}
