import { type Draws, permutation } from "../../base/random.ts";
import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { gather } from "../../graph/ops/gather.ts";
import { mul } from "../../graph/ops/mul.ts";
import { sub } from "../../graph/ops/sub.ts";
import { fillRectangle, type Rectangle } from "./rectangle.ts";
import type { AugmentationFeeds, Declare } from "./stage.ts";

/** How a photo is mixed with another one: a share of every pixel, or a rectangle of the other. */
export type Mixture = { readonly share: number } | { readonly region: Rectangle };

/** What became of a batch: which photo each was mixed with, and how much of its own is left. */
export interface Mixing {
  /** [batch] places in the batch */
  readonly partners: ArrayLike<number>;
  /** [batch] 0..1 */
  readonly shares: Float32Array;
}

const names = { partners: "augmentation/partners", share: "augmentation/share" } as const;

/**
 * Mixes each picture of a batch with another one of it: share * own + (1 - share) * other, with a share for the whole
 * picture, or for each place where rectangles are cut in.
 *
 * It works on finished pictures, so it comes last: both were augmented before.
 */
export class MixingStage {
  /**
   * @param size side of the pictures in pixels
   * @param cuts whether rectangles are cut in
   */
  constructor(
    private readonly size: number,
    private readonly cuts: boolean,
  ) {}

  declare(input: Declare): void {
    input(names.partners, "int64", []);
    input(names.share, "float32", this.cuts ? [1, this.size, this.size] : [1, 1, 1]);
  }

  build(x: Value, inputs: ReadonlyMap<string, Value>): Value {
    const other = gather(x, inputs.get(names.partners)!);
    return add(other, mul(sub(x, other), inputs.get(names.share)!));
  }

  /**
   * Writes the mixtures of a batch.
   * @param mixtures one for each photo; undefined leaves it as it is
   * @param rng decides who is mixed with whom
   */
  write(buffers: AugmentationFeeds, mixtures: readonly (Mixture | undefined)[], rng: Draws): Mixing {
    const partners = drawPartners(mixtures.length, rng);
    const target = buffers[names.partners]!.data as BigInt64Array;
    const share = buffers[names.share]!.data as Float32Array;
    const perPhoto = this.cuts ? this.size * this.size : 1;
    const shares = new Float32Array(mixtures.length);
    mixtures.forEach((mixture, place) => {
      target[place] = BigInt(partners[place]!);
      const own = share.subarray(place * perPhoto, (place + 1) * perPhoto);
      if (mixture !== undefined && "region" in mixture) {
        own.fill(1);
        fillRectangle(own, this.size, mixture.region, 0);
        shares[place] = 1 - (mixture.region.width * mixture.region.height) / this.size ** 2;
      } else {
        shares[place] = mixture?.share ?? 1;
        own.fill(shares[place]!);
      }
    });
    return { partners, shares };
  }
}

/** A ring through all photos of a batch in a random order: each one's partner is the next, and none is its own if there are two. */
function drawPartners(count: number, rng: Draws): Uint32Array {
  const order = permutation(count, rng);
  const partners = new Uint32Array(count);
  order.forEach((photo, at) => {
    partners[photo] = order[(at + 1) % count]!;
  });
  return partners;
}

/**
 * Mixes the targets as the pictures were.
 * @param targets [batch, classes], one-hot; becomes the mixture, whose rows add up to 1
 */
export function mixTargets(targets: Float32Array, classes: number, { partners, shares }: Mixing): void {
  const own = targets.slice();
  for (let place = 0; place < shares.length; place += 1) {
    const share = shares[place]!;
    if (share === 1) continue;
    for (let c = 0; c < classes; c += 1) {
      targets[place * classes + c] =
        share * own[place * classes + c]! + (1 - share) * own[partners[place]! * classes + c]!;
    }
  }
}
