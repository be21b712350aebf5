import { createRequire } from "node:module";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import type { TensorData } from "../graph/tensor.ts";
import { type Device, deviceError } from "./device.ts";

// A CommonJS package with a native binary: loaded on first use, so that commands that run nothing start quickly.
const require = createRequire(import.meta.url);
let loaded: typeof import("onnxruntime-node") | undefined;

function onnxruntime(): typeof import("onnxruntime-node") {
  if (loaded === undefined) {
    loaded = require("onnxruntime-node") as typeof import("onnxruntime-node");
    // What goes wrong comes as an exception too: its line on standard error would only stand before our message.
    loaded.env.logLevel = "fatal";
  }
  return loaded;
}

export interface SessionOptions {
  /** Default "cpu". */
  readonly device?: Device;
  /** Threads within one operator; default 0: one for each core. */
  readonly threads?: number;
  /**
   * How far onnxruntime rewrites the graph. "all" (default) is best where weights are constants of the model; where they
   * are inputs, as in a training step, it lays pictures out anew at each step and "extended" is faster (docs/engine.md).
   */
  readonly optimization?: "extended" | "all";
}

/** Loads a model's bytes into onnxruntime. Release the session when done: its memory is not JavaScript's. */
export async function openSession(
  model: Uint8Array,
  { device = "cpu", threads = 0, optimization = "all" }: SessionOptions,
): Promise<InferenceSession> {
  try {
    return await onnxruntime().InferenceSession.create(model, {
      executionProviders: device === "cpu" ? ["cpu"] : [device, "cpu"],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: optimization,
      logSeverityLevel: 3,
    });
  } catch (cause) {
    if (device === "cpu") throw cause;
    throw deviceError(device, cause);
  }
}

/** A tensor that onnxruntime reads from, or writes to, in place. */
export function runtimeTensor({ dtype, shape, data }: TensorData): Tensor {
  return new (onnxruntime().Tensor)(dtype as "float32", data as Float32Array, shape as number[]);
}
