import { normalise } from "../data/augmentations/normalise.ts";
import type { Dataset } from "../data/dataset.ts";
import { bytesPerPhoto } from "../data/pixelStore.ts";
import { Graph } from "../graph/graph.ts";
import { cast } from "../graph/ops/cast.ts";
import { type Shape, sizeOf, zeros } from "../graph/tensor.ts";
import { buildFrozenPart } from "../nn/backbone/build.ts";
import { type Feeds, Program } from "../runtime/program.ts";
import type { SessionOptions } from "../runtime/session.ts";
import { ProgramState } from "../runtime/state.ts";
import { featureInput, type NetworkPlan } from "./stepGraph.ts";

/** Photos that go through the frozen part together. Always as many, so that a photo's numbers never depend on the others. */
const batch = 32;
/** What the kept numbers may take; where they would take more, the frozen part is run anew each time. */
const mostBytes = 2 ** 30;

/**
 * What the frozen part of a backbone gives for photos as they are: computed when a photo is first asked for, then kept in
 * memory. An epoch after the first then costs the rest of the network only.
 */
export class KeptFeatures {
  private readonly state = new ProgramState();
  private readonly known: Uint8Array;
  private readonly kept: ReadonlyMap<string, Float32Array>;
  private readonly pixels: Uint8Array;

  private constructor(
    private readonly program: Program,
    private readonly shapes: ReadonlyMap<string, Shape>,
    private readonly dataset: Dataset,
    private readonly size: number,
  ) {
    const { count } = dataset.pixels;
    this.known = new Uint8Array(count);
    this.kept = new Map([...shapes].map(([name, shape]) => [name, new Float32Array(count * sizeOf(shape))]));
    this.pixels = new Uint8Array(batch * bytesPerPhoto(size));
  }

  /** @returns undefined where nothing is frozen, or its numbers for all photos would take more than 1 GiB */
  static async open(
    network: NetworkPlan,
    dataset: Dataset,
    options: SessionOptions,
  ): Promise<KeptFeatures | undefined> {
    const { backbone, size, statistics } = network;
    const shapes = backbone?.boundary;
    if (backbone === undefined || shapes === undefined) return undefined;
    const numbers = [...shapes.values()].reduce((sum, shape) => sum + sizeOf(shape), 0);
    if (numbers * dataset.pixels.count * Float32Array.BYTES_PER_ELEMENT > mostBytes) return undefined;
    const graph = new Graph();
    const pixels = graph.input("pixels", "uint8", [batch, 3, size, size]);
    const values = buildFrozenPart(graph, backbone, normalise(cast(pixels, "float32"), statistics));
    const outputs = Object.fromEntries([...values].map(([name, value]) => [featureInput(name), value]));
    const program = await Program.compile(graph, outputs, options);
    return new KeptFeatures(program, shapes, dataset, size);
  }

  /** Buffers for a network that takes `count` photos. */
  buffers(count: number): Feeds {
    return Object.fromEntries(
      [...this.shapes].map(([name, shape]) => [featureInput(name), zeros("float32", [count, ...shape])]),
    );
  }

  /** Fills the first rows of buffers with these photos' numbers. */
  async fill(buffers: Feeds, photos: Uint32Array): Promise<void> {
    await this.compute(photos.filter((photo) => this.known[photo] === 0));
    for (const [name, shape] of this.shapes) {
      const numbers = sizeOf(shape);
      const target = buffers[featureInput(name)]!.data as Float32Array;
      const source = this.kept.get(name)!;
      photos.forEach((photo, row) => {
        target.set(source.subarray(photo * numbers, (photo + 1) * numbers), row * numbers);
      });
    }
  }

  async release(): Promise<void> {
    await this.program.release();
  }

  private async compute(photos: Uint32Array): Promise<void> {
    const shape = [batch, 3, this.size, this.size];
    for (let first = 0; first < photos.length; first += batch) {
      const some = photos.subarray(first, first + batch);
      this.dataset.pixels.read(some, this.pixels);
      const found = await this.program.run(this.state, { pixels: { dtype: "uint8", shape, data: this.pixels } });
      for (const [name, own] of this.shapes) {
        const numbers = sizeOf(own);
        const values = found[featureInput(name)]!.data as Float32Array;
        some.forEach((photo, row) => {
          this.kept.get(name)!.set(values.subarray(row * numbers, (row + 1) * numbers), photo * numbers);
        });
      }
      for (const photo of some) this.known[photo] = 1;
    }
  }
}
