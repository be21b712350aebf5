import { readFile, stat } from "node:fs/promises";
import { WrasseError } from "../base/errors.ts";
import { encodeRecords } from "../data/metadata/encodeRecords.ts";
import { type DType, zeros } from "../graph/tensor.ts";
import { openSession, runtimeTensor, type SessionOptions } from "../runtime/session.ts";
import { describeModel, type ModelDescription } from "./modelFile.ts";
import { runFolder } from "./runFolder.ts";
import { stepInputs } from "./stepGraph.ts";

/** Photos that go through the network at a time: enough to keep the processor busy. */
export const classifierBatch = 64;

const float: DType = "float32";

/** A network's answers on some photos, [photos * classes] row by row. */
export interface Outputs {
  readonly probabilities: Float32Array;
  readonly logits: Float32Array;
}

/** A model file, loaded: it turns decoded photos into probabilities. Release it when done. */
export class Classifier {
  private constructor(
    /** The .onnx file. */
    readonly path: string,
    readonly description: ModelDescription,
    private readonly session: Awaited<ReturnType<typeof openSession>>,
  ) {}

  /**
   * Loads a model.
   *
   * @param model an .onnx file that Wrasse wrote, or the folder of a run, whose best.onnx is meant
   * @throws WrasseError "model-not-found", "run-not-finished", "not-an-onnx-model", "model-not-described",
   *   "device-not-available"
   */
  static async open(model: string, options: SessionOptions = {}): Promise<Classifier> {
    const path = await modelFileOf(model);
    const bytes = await readModel(path);
    const { description } = describeModel(bytes, path);
    return new Classifier(path, description, await openSession(bytes, options));
  }

  get classes(): readonly string[] {
    return this.description.classes;
  }

  /**
   * What the network says of each photo: the probability of each class (0..1, calibrated where the model's training could
   * tell how), and its logits, which are not.
   *
   * @param pixels [count, 3, size, size] RGB, 0..255
   * @param metadata [count, features], of a model that takes metadata; default: nothing is known of the photos
   * @returns both [count * classes], row by row
   */
  async classify(pixels: Uint8Array, count: number, metadata?: Float32Array): Promise<Outputs> {
    const { name, size, scale, mean, deviation } = this.description.input;
    const input = zeros(float, [count, 3, size, size]);
    const values = input.data as Float32Array;
    const plane = size * size;
    for (let i = 0; i < values.length; i += 1) {
      const channel = Math.floor(i / plane) % 3;
      values[i] = scale === "raw" ? pixels[i]! : (pixels[i]! / 255 - mean[channel]!) / deviation[channel]!;
    }
    const feeds = { [name]: runtimeTensor(input), ...this.metadataFeed(count, metadata) };
    const outputs = await this.session.run(feeds, ["probabilities", "logits"]);
    const numbers = (output: keyof Outputs): Float32Array => Float32Array.from(outputs[output]!.data as Float32Array);
    return { probabilities: numbers("probabilities"), logits: numbers("logits") };
  }

  private metadataFeed(
    count: number,
    given: Float32Array | undefined,
  ): Record<string, ReturnType<typeof runtimeTensor>> {
    const { metadata } = this.description;
    if (metadata === undefined) return {};
    const width = metadata.features.length;
    const rows = zeros(float, [count, width]);
    if (given === undefined) {
      const unknown = encodeRecords(metadata, [""], [{}]).featuresOf(0);
      for (let row = 0; row < count; row += 1) rows.data.set(unknown as never, row * width);
    } else rows.data.set(given as never);
    return { [stepInputs.metadata]: runtimeTensor(rows) };
  }

  /** Gives the session's memory back. */
  async release(): Promise<void> {
    await this.session.release();
  }
}

/** The .onnx file that a person means: the file itself, or the best one of a run's folder. */
export async function modelFileOf(model: string): Promise<string> {
  const found = await stat(model).catch(() => undefined);
  if (found === undefined) {
    throw new WrasseError("model-not-found", {
      at: model,
      expected: "an .onnx file, or the folder of a run",
      got: "nothing at that path",
      hint: "check the spelling; a run lies where `wrasse train` said, such as runs/train/photos",
    });
  }
  if (!found.isDirectory()) return model;
  const { bestModel, config } = runFolder(model);
  if (await exists(bestModel)) return bestModel;
  const isRun = await exists(config);
  throw new WrasseError(isRun ? "run-not-finished" : "model-not-found", {
    at: model,
    expected: "a run with its best.onnx",
    got: isRun ? "a run that was not finished" : "a folder without best.onnx",
    hint: isRun ? `finish it: wrasse train --resume ${model}` : "give an .onnx file, or the folder of a finished run",
  });
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function readModel(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new WrasseError("model-not-found", {
      at: path,
      expected: "a file that can be read",
      got: String((cause as NodeJS.ErrnoException).code ?? cause),
      hint: "check the file's permissions",
      cause,
    });
  }
}
