import { writeFeatures } from "../data/metadata/cells.ts";
import { hideCells } from "../data/metadata/hideCells.ts";
import type { LearntMetadata } from "../data/metadata/learnMetadata.ts";
import { type TensorData, zeros } from "../graph/tensor.ts";
import type { Feeds } from "../runtime/program.ts";
import { stepInputs } from "./stepGraph.ts";

/** Feeds photos' facts to training steps and evaluations. */
export class MetadataFeeds {
  /** By the number of rows; each holds the rows of its last call. */
  private readonly buffers = new Map<number, TensorData>();

  /**
   * @param dropout share of a step's photos of which columns are hidden
   * @param seed the run's seed, which decides what is hidden
   */
  constructor(
    private readonly metadata: LearntMetadata,
    private readonly dropout: number,
    private readonly seed: number,
  ) {}

  /** The facts of a training step's photos, some hidden. */
  training(photos: Uint32Array, epoch: number): Feeds {
    return this.fill(photos.length, photos, { share: this.dropout, seed: this.seed, epoch });
  }

  /** The facts of photos as they are. */
  evaluation(photos: Uint32Array, rows: number): Feeds {
    return this.fill(rows, photos, { share: 0, seed: this.seed, epoch: 0 });
  }

  private fill(rows: number, photos: Uint32Array, hiding: Parameters<typeof hideCells>[3]): Feeds {
    const { encoding, cells } = this.metadata;
    const { length } = encoding.columns;
    const width = encoding.features.length;
    const buffer = this.buffers.get(rows) ?? zeros("float32", [rows, width]);
    this.buffers.set(rows, buffer);
    photos.forEach((photo, row) => {
      const own = cells.slice(photo * length, (photo + 1) * length);
      hideCells(encoding, own, photo, hiding);
      writeFeatures(encoding, own, buffer.data as Float32Array, row * width);
    });
    return { [stepInputs.metadata]: buffer };
  }
}
