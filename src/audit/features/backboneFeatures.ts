import { normalise } from "../../data/augmentations/normalise.ts";
import type { ChannelStatistics } from "../../data/channelStatistics.ts";
import { bytesPerPhoto, type PixelStore } from "../../data/pixelStore.ts";
import { Graph } from "../../graph/graph.ts";
import { cast } from "../../graph/ops/cast.ts";
import { sizeOf } from "../../graph/tensor.ts";
import type { Backbone } from "../../nn/backbone/backbone.ts";
import { buildBackbone, buildFrozenPart } from "../../nn/backbone/build.ts";
import { Program } from "../../runtime/program.ts";
import type { SessionOptions } from "../../runtime/session.ts";
import { ProgramState } from "../../runtime/state.ts";
import type { Features } from "./principalComponents.ts";

const batch = 32;

/**
 * What a pretrained network makes of photos: its features, averaged over the places of the picture where it has any.
 *
 * @param statistics how the network takes pixels
 * @returns [photos, channels]
 */
export async function backboneFeatures(
  pixels: PixelStore,
  backbone: Backbone,
  statistics: ChannelStatistics,
  {
    onProgress,
    signal,
    ...session
  }: SessionOptions & { onProgress?: (done: number, total: number) => void; signal?: AbortSignal | undefined },
): Promise<Features> {
  const { count, size } = pixels;
  const graph = new Graph();
  const input = graph.input("pixels", "uint8", [batch, 3, size, size]);
  const between = buildFrozenPart(graph, backbone, normalise(cast(input, "float32"), statistics));
  const program = await Program.compile(graph, { features: buildBackbone(graph, backbone, between, false) }, session);
  const state = new ProgramState();
  state.declare(graph);
  const [width = 1, ...places] = backbone.featureShape;
  const perChannel = sizeOf(places);
  const values = new Float64Array(count * width);
  const data = new Uint8Array(batch * bytesPerPhoto(size));
  try {
    for (let first = 0; first < count; first += batch) {
      signal?.throwIfAborted();
      const some = Array.from({ length: Math.min(batch, count - first) }, (_, i) => first + i);
      pixels.read(some, data);
      const found = await program.run(state, { pixels: { dtype: "uint8", shape: [batch, 3, size, size], data } });
      const raw = found.features.data as Float32Array;
      for (let i = 0; i < some.length * width; i += 1) {
        let sum = 0;
        for (let place = 0; place < perChannel; place += 1) sum += raw[i * perChannel + place]!;
        values[first * width + i] = sum / perChannel;
      }
      onProgress?.(Math.min(first + batch, count), count);
    }
  } finally {
    await program.release();
  }
  return { values, width };
}
