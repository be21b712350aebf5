import { assert } from "../../base/errors.ts";
import { type Draws, draws } from "../../base/random.ts";
import type { Graph, Value } from "../../graph/graph.ts";
import { cast } from "../../graph/ops/cast.ts";
import { mul } from "../../graph/ops/mul.ts";
import { type TensorData, type TensorType, zeros } from "../../graph/tensor.ts";
import type { ChannelStatistics } from "../channelStatistics.ts";
import type {
  Augmentation,
  AugmentationChoice,
  MixingAugmentation,
  PhotoChange,
  SingleAugmentation,
} from "./augmentation.ts";
import { BlurStage } from "./blurs.ts";
import { ColourStage } from "./colours.ts";
import { CurveStage } from "./curves.ts";
import { JpegStage } from "./jpegCoding.ts";
import { MaskStage } from "./masks.ts";
import { type Mixing, MixingStage, type Mixture } from "./mixing.ts";
import { MoveStage } from "./moves.ts";
import { NoiseStage } from "./noises.ts";
import { normalise } from "./normalise.ts";
import type { AugmentationFeeds, Stage } from "./stage.ts";
import type { Target } from "./target.ts";

/** What the numbers of a batch are drawn from. */
export interface AugmentedBatch {
  readonly seed: number;
  readonly epoch: number;
  /** The index of each photo in the data set. */
  readonly photos: ArrayLike<number>;
  /** The class of each photo; needed where an augmentation is for some classes only. */
  readonly labels?: ArrayLike<number | bigint>;
}

/** An augmentation of the list, and what its draws belong to. */
interface Chosen<Kind extends Augmentation = Augmentation> {
  readonly augmentation: Kind;
  readonly options: unknown;
  readonly classes: ReadonlySet<number> | undefined;
  /** The chance that it changes a photo. */
  readonly probability: number;
  /** Names the stream of its draws, so that an augmentation draws the same whatever stands beside it. */
  readonly purpose: string;
}

/** A scale of 0..1 in place of the normalised one. */
const unit: ChannelStatistics = { mean: [0, 0, 0], deviation: [1, 1, 1] };

/** The passes of one picture, in their order. */
type Kind = PhotoChange["kind"];
const order: readonly Kind[] = ["geometry", "colour", "curve", "blur", "noise", "jpeg", "mask"];

/**
 * A list of augmentations and the normalisation after them, as a part of the training graph and the numbers that feed
 * it. Whatever their order in the list, kinds are applied in this one, each in one pass: moves (one sampling; mirrored
 * beyond the edges), straight changes of colours, curves, blur, noise, JPEG, covers, and mixing. Within moves and straight
 * changes of colours the list's order holds. What a list does not need adds no node.
 *
 * A photo's change depends on the seed, the epoch and the photo: not on its place in a batch, nor on the batch's size.
 * Only its partner in mixing depends on the batch: on the seed, the epoch, and who is in it in which order.
 */
export class AugmentationPlan {
  private readonly chosen: readonly Chosen[];
  private readonly mixings: readonly Chosen<MixingAugmentation>[];
  private readonly stages = new Map<Kind, Stage<never>>();
  private readonly mixing: MixingStage | undefined;
  /** Whether curves or JPEG need pictures on a scale of 0..1: else colours and the normalisation are one pass. */
  private readonly normalisesLate: boolean;

  /** @param size side of the pictures in pixels */
  constructor(
    choices: readonly AugmentationChoice[],
    private readonly size: number,
    private readonly statistics: ChannelStatistics,
  ) {
    const all = chosenOf(choices);
    this.chosen = all.filter(({ augmentation }) => augmentation.kind !== "mixing");
    this.mixings = all.filter(isMixing);
    const parts = all.flatMap(({ augmentation, options }): Part[] =>
      augmentation.kind === "policy"
        ? // A policy moves in any way, and its operations' options say nothing of how far.
          augmentation.chooses.map((one) => ({ augmentation: one, options: undefined }))
        : augmentation.kind === "mixing"
          ? []
          : [{ augmentation, options }],
    );
    this.normalisesLate = parts.some(({ augmentation: { kind } }) => kind === "curve" || kind === "jpeg");
    this.addStages(parts);
    if (this.mixings.length > 0) {
      const cuts = this.mixings.some(({ augmentation }) => augmentation.cuts);
      this.mixing = new MixingStage(size, cuts);
    }
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
      const pass = (kind: Kind, x: Value): Value => this.stages.get(kind)?.build(x, inputs) ?? x;
      const moved = this.stages.has("geometry") ? pass("geometry", photos) : cast(photos, "float32");
      const normalised = this.normalisesLate
        ? this.buildLate(moved, pass)
        : pass("noise", pass("blur", this.stages.has("colour") ? pass("colour", moved) : this.normalised(moved)));
      const covered = pass("mask", normalised);
      return this.mixing?.build(covered, inputs) ?? covered;
    });
  }

  /** A set of buffers for the inputs of a graph that takes `count` photos; a step reads them while it runs. */
  buffers(count: number): AugmentationFeeds {
    return Object.fromEntries(
      [...this.inputTypes(count)].map(([name, { dtype, shape }]) => [name, zeros(dtype, shape) as TensorData]),
    );
  }

  /**
   * Draws the changes of a batch's photos and writes them to the buffers.
   * @returns who was mixed with whom, where anything mixes: the targets are to be mixed likewise
   */
  fill(buffers: AugmentationFeeds, batch: AugmentedBatch): Mixing | undefined {
    const { seed, epoch, photos } = batch;
    for (let place = 0; place < photos.length; place += 1) {
      const changes = this.drawChanges(batch, place);
      for (const [kind, stage] of this.stages) stage.write(buffers, place, (changes.get(kind) ?? []) as never);
    }
    if (this.mixing === undefined) return undefined;
    const mixtures = Array.from(photos, (_, place) => this.drawMixture(batch, place));
    return this.mixing.write(buffers, mixtures, draws(seed, "augment:partners", epoch, photos[0]));
  }

  private addStages(parts: readonly Part[]): void {
    const { size, statistics, stages } = this;
    const scale = this.normalisesLate ? unit : statistics;
    const of = <K extends Kind>(kind: K): readonly Part<K>[] =>
      parts.filter(({ augmentation }) => augmentation.kind === kind) as unknown as Part<K>[];
    const [moves, colours, curves, blurs, masks] = [of("geometry"), of("colour"), of("curve"), of("blur"), of("mask")];
    if (moves.length > 0) stages.set("geometry", new MoveStage(size, moves));
    if (colours.length > 0) {
      const changing = colours.map(({ augmentation }) => augmentation);
      stages.set("colour", new ColourStage(changing, scale));
    }
    if (curves.length > 0) {
      stages.set("curve", new CurveStage(new Set(curves.map(({ augmentation }) => augmentation.curve))));
    }
    if (blurs.length > 0) {
      const largest = blurs.map(({ augmentation, options }) => augmentation.largest(options));
      stages.set("blur", new BlurStage(size, largest));
    }
    if (of("noise").length > 0) {
      const gains = scale.deviation.map((deviation) => 1 / deviation);
      stages.set("noise", new NoiseStage(size, gains));
    }
    if (of("jpeg").length > 0) stages.set("jpeg", new JpegStage(size));
    if (masks.length > 0) {
      const paints = masks.some(({ augmentation, options }) => augmentation.paints(options));
      stages.set("mask", new MaskStage(size, paints, statistics));
    }
  }

  private buildLate(moved: Value, pass: (kind: Kind, x: Value) => Value): Value {
    const scaled = this.stages.has("colour") ? pass("colour", moved) : mul(moved, 1 / 255);
    const changed = (["curve", "blur", "noise", "jpeg"] as const).reduce((x, kind) => pass(kind, x), scaled);
    return this.normalised(changed, 1);
  }

  private normalised(x: Value, white = 255): Value {
    return normalise(x, this.statistics, white);
  }

  private inputTypes(count: number): Map<string, TensorType> {
    const types = new Map<string, TensorType>();
    const declare: Parameters<Stage["declare"]>[0] = (name, dtype, shapeOfOne) => {
      types.set(name, { dtype, shape: [count, ...shapeOfOne] });
    };
    for (const kind of order) this.stages.get(kind)?.declare(declare);
    this.mixing?.declare(declare);
    return types;
  }

  private drawChanges(batch: AugmentedBatch, place: number): Map<Kind, unknown[]> {
    const changes = new Map<Kind, unknown[]>();
    const keep = (kind: Kind, change: unknown): void => {
      const own = changes.get(kind);
      if (own === undefined) changes.set(kind, [change]);
      else own.push(change);
    };
    for (const choice of this.chosen) {
      if (!isFor(choice, batch, place)) continue;
      const { augmentation, options, purpose } = choice;
      assert(augmentation.kind !== "mixing", "mixing is drawn for itself");
      const rng = drawsOf(batch, place, purpose);
      if (augmentation.kind === "policy") {
        for (const { kind, change } of augmentation.draw(options, rng, this.size)) keep(kind, change);
      } else keep(augmentation.kind, augmentation.draw(options, rng, this.size));
    }
    return changes;
  }

  /** Of several that mix, one is drawn for each photo, each as likely. */
  private drawMixture(batch: AugmentedBatch, place: number): Mixture | undefined {
    const fitting = this.mixings.filter(({ classes }) => classes === undefined || classes.has(labelOf(batch, place)));
    if (fitting.length === 0) return undefined;
    const choice = fitting.length === 1 ? fitting[0]! : drawsOf(batch, place, "augment:mixing").pick(fitting);
    if (!isFor(choice, batch, place)) return undefined;
    return choice.augmentation.draw(choice.options, drawsOf(batch, place, choice.purpose), this.size);
  }
}

interface Part<K extends Kind = Kind> {
  readonly augmentation: Extract<SingleAugmentation, { readonly kind: K }>;
  readonly options: unknown;
}

function chosenOf(choices: readonly AugmentationChoice[]): Chosen[] {
  const seen = new Map<string, number>();
  return choices.map(({ augmentation, options, classes }) => {
    const count = (seen.get(augmentation.id) ?? 0) + 1;
    seen.set(augmentation.id, count);
    const drawsItsChance = augmentation.kind === "geometry" && augmentation.drawsItsChance === true;
    return {
      augmentation,
      options,
      classes: classes && new Set(classes),
      probability: drawsItsChance ? 1 : ((options as Target | undefined)?.probability ?? 1),
      purpose: `augment:${augmentation.id}${count === 1 ? "" : `#${count}`}`,
    };
  });
}

function isMixing(chosen: Chosen): chosen is Chosen<MixingAugmentation> {
  return chosen.augmentation.kind === "mixing";
}

/** Whether an augmentation changes a photo: by its class, and by chance. */
function isFor({ classes, probability, purpose }: Chosen, batch: AugmentedBatch, place: number): boolean {
  if (classes !== undefined && !classes.has(labelOf(batch, place))) return false;
  return probability === 1 || drawsOf(batch, place, `${purpose}:chance`).chance(probability);
}

function labelOf({ labels }: AugmentedBatch, place: number): number {
  assert(labels !== undefined, "an augmentation for some classes is told the classes of its photos");
  return Number(labels[place]);
}

function drawsOf({ seed, epoch, photos }: AugmentedBatch, place: number, purpose: string): Draws {
  return draws(seed, purpose, epoch, photos[place]);
}
