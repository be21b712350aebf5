import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { WrasseError } from "../base/errors.ts";
import { parseJson } from "../base/json.ts";
import { type BackboneModel, isBackbone, layersOf, type Model } from "../config/model.ts";
import type { ChannelStatistics } from "../data/channelStatistics.ts";
import { parseModel } from "../graph/onnx.ts";
import { type Backbone, openBackbone } from "../nn/backbone/backbone.ts";
import type { InputScale } from "../nn/backbone/setting.ts";
import { type FetchOptions, fetchFromHub, type HubFile, parseHubAddress, sha256 } from "./fetchModel.ts";
import { packagedBackbone } from "./packagedBackbone.ts";
import type { NetworkPlan } from "./stepGraph.ts";

/** What a config's .onnx file gives to a training. */
export interface BackboneFile {
  readonly backbone: Backbone;
  /** How the file takes pixels; undefined: by the mean and deviation of the training photos. */
  readonly statistics: ChannelStatistics | undefined;
  /** The config's model with the file's whole path (or its address) and its SHA-256, for the run's config. */
  readonly model: BackboneModel;
}

/**
 * Reads the .onnx file that a model is made of, from disk, from the package or from the hub.
 *
 * @param size side of the photos in pixels
 * @returns undefined for a model without a file
 * @throws WrasseError "backbone-not-found", "backbone-changed", and those of `fetchFromHub`, `parseModel` and `openBackbone`
 */
export async function openBackboneFile(
  model: Model,
  size: number,
  options: FetchOptions = {},
): Promise<BackboneFile | undefined> {
  if (!isBackbone(model)) return undefined;
  const address = model.onnx.startsWith("hf:") ? parseHubAddress(model.onnx) : undefined;
  const packaged = packagedBackbone(model.onnx);
  // An address stays as it is: it means the same on every machine.
  const path = address === undefined && packaged === undefined ? resolve(model.onnx) : model.onnx;
  const bytes = address === undefined ? await readBackbone(packaged ?? path) : await fetchFromHub(address, options);
  const found = sha256(bytes);
  if (model.sha256 !== undefined && model.sha256 !== found) {
    throw new WrasseError("backbone-changed", {
      at: path,
      expected: `the file with SHA-256 ${model.sha256}, as the config says`,
      got: found,
      hint: "bring that file back, or start a new training without model.sha256",
    });
  }
  const parsed = parseModel(bytes, path);
  const { scale } = model.input;
  const said = async (): Promise<ChannelStatistics | undefined> =>
    describedScale(parsed.metadata) ?? (address && (await hubScale(address, options)));
  return {
    backbone: openBackbone(parsed, model, size, path),
    statistics: scale === "auto" ? await said() : scaleStatistics(scale),
    model: { ...model, onnx: path, sha256: found },
  };
}

/** A model's layers, those after the backbone where it has one. */
export function layersAfter(
  model: Model,
  backbone: Backbone | undefined,
  size: number,
): Pick<NetworkPlan, "layers" | "backbone"> {
  return { layers: layersOf(model, size, backbone?.featureShape), backbone };
}

async function readBackbone(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new WrasseError("backbone-not-found", {
      at: "model.onnx",
      expected: "an .onnx file that can be read, or hf:ORGANISATION/NAME",
      got: code === "ENOENT" ? `no file ${path}` : `${path} (${code})`,
      hint: "check the path; it is taken from the folder that the command is run in",
      cause,
    });
  }
}

/** Mean and deviation, where 255 is 1, that bring pixels to a scale. */
export function scaleStatistics(scale: Exclude<InputScale, "auto">): ChannelStatistics | undefined {
  switch (scale) {
    case "dataset":
      return undefined;
    case "0..1":
      return { mean: [0, 0, 0], deviation: [1, 1, 1] };
    case "-1..1":
      return { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] };
    case "0..255":
      return { mean: [0, 0, 0], deviation: [1 / 255, 1 / 255, 1 / 255] };
    case "imagenet":
      return { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };
    default:
      return scale;
  }
}

const triple = z.tuple([z.number(), z.number(), z.number()]);
const ownDescription = z.object({
  input: z.object({ scale: z.enum(["raw", "normalised"]), mean: triple, deviation: triple }),
});
const preprocessor = z.object({ image_mean: triple, image_std: triple });

/** What the metadata of a model that Wrasse wrote say of its input. */
function describedScale(metadata: Readonly<Record<string, string>>): ChannelStatistics | undefined {
  const found = ownDescription.safeParse(parseJson(metadata["wrasse"]));
  if (!found.success) return undefined;
  const { scale, mean, deviation } = found.data.input;
  return scale === "raw" ? scaleStatistics("0..255") : { mean, deviation };
}

/** What the repository's preprocessor_config.json says; undefined where it has none, or none that says it. */
async function hubScale(address: HubFile, options: FetchOptions): Promise<ChannelStatistics | undefined> {
  try {
    const bytes = await fetchFromHub({ ...address, file: "preprocessor_config.json" }, options);
    const found = preprocessor.safeParse(parseJson(new TextDecoder().decode(bytes)));
    return found.success ? { mean: found.data.image_mean, deviation: found.data.image_std } : undefined;
  } catch (error) {
    if (error instanceof WrasseError) return undefined;
    throw error;
  }
}
