import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { writeAtomically } from "../base/files.ts";
import { makeConfig, readConfigFile } from "../config/load.ts";
import { layersOf } from "../config/model.ts";
import { findLoss } from "../nn/losses/index.ts";
import { ProgramState } from "../runtime/state.ts";
import { modelFileOf } from "./classifier.ts";
import { describeModel, encodeModel, type ModelDescription } from "./modelFile.ts";
import { runFolder } from "./runFolder.ts";
import { buildInferenceGraph, type NetworkPlan } from "./stepGraph.ts";
import { transformersConfig, transformersPreprocessor } from "./transformersFiles.ts";

/** The forms that a trained model can be written in. */
export const exportForms = ["onnx", "transformers.js"] as const;
export type ExportForm = (typeof exportForms)[number];

export interface ExportOptions {
  readonly to: ExportForm;
  /** Folder to write into; must be new or empty. */
  readonly out: string;
  /**
   * For "onnx": what the model's input takes. "raw" (default): RGB numbers 0..255; "normalised": (value / 255 - mean) /
   * deviation, with both triples in the metadata.
   */
  readonly input?: ModelDescription["input"]["scale"] | undefined;
}

export interface ExportedModel {
  readonly run: string;
  readonly to: ExportForm;
  readonly out: string;
  /** Paths relative to `out`, with forward slashes. */
  readonly files: readonly string[];
}

/**
 * Writes a run's best model for other programs.
 * - "onnx": model.onnx, with class names, size and normalisation in its metadata under the key "wrasse";
 * - "transformers.js": config.json, preprocessor_config.json and onnx/model.onnx, which the image-classification pipeline of
 *   \@huggingface/transformers loads.
 *
 * @param run the folder of a finished run
 * @throws WrasseError "model-not-found", "run-not-finished", "export-folder-not-empty", "export-fit-not-known",
 *   "folder-not-writable"
 */
export async function exportModel(run: string, { to, out, input = "raw" }: ExportOptions): Promise<ExportedModel> {
  const path = await modelFileOf(run);
  const bytes = await readFile(path);
  const { description, model } = describeModel(bytes, path);
  const isForTransformers = to === "transformers.js";
  const scale = isForTransformers ? "normalised" : input;
  const files = new Map<string, string | Uint8Array>();
  if (isForTransformers) {
    files.set("config.json", transformersConfig(description));
    files.set("preprocessor_config.json", transformersPreprocessor(description, run));
  }
  const name = isForTransformers ? "onnx/model.onnx" : "model.onnx";
  files.set(
    name,
    description.input.scale === scale ? bytes : await rewritten(dirname(path), description, model.weights, scale),
  );
  await writeAll(out, files);
  return { run: resolve(run), to, out: resolve(out), files: [...files.keys()] };
}

/** The same weights behind another input. */
async function rewritten(
  run: string,
  { classes, input: { size, mean, deviation, fit } }: ModelDescription,
  weights: ReturnType<typeof describeModel>["model"]["weights"],
  scale: ModelDescription["input"]["scale"],
): Promise<Uint8Array> {
  const config = makeConfig(await readConfigFile(runFolder(run).config));
  const loss = findLoss(config.loss.name)!;
  const network: NetworkPlan = {
    layers: layersOf(config.model, size),
    classes: classes.length,
    size,
    statistics: { mean, deviation },
    seed: config.seed,
  };
  const state = new ProgramState();
  state.declare(buildInferenceGraph({ network, loss, input: scale }).graph);
  for (const name of state.names) {
    const data = weights.get(name);
    if (data === undefined) {
      throw new WrasseError("model-differs-from-config", {
        at: run,
        expected: `a best.onnx with the weights ${name}, as its config.yaml says`,
        got: "a model without them",
        hint: "bring back the config.yaml that the run was made with",
      });
    }
    state.write(name, data);
  }
  return encodeModel(state, { network, loss, classes, fit, scale });
}

async function writeAll(out: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
    const held = await readdir(out);
    if (held.length > 0) {
      throw new WrasseError("export-folder-not-empty", {
        at: out,
        expected: "a new or empty folder",
        got: `a folder that holds ${held.slice(0, 3).join(", ")}${held.length > 3 ? ", …" : ""}`,
        hint: "choose another folder with --out",
      });
    }
    if ([...files.keys()].some((name) => name.startsWith("onnx/"))) await mkdir(join(out, "onnx"));
  } catch (cause) {
    if (cause instanceof WrasseError) throw cause;
    throw new WrasseError("folder-not-writable", {
      at: out,
      expected: "a folder that this user may make and write to",
      got: String((cause as NodeJS.ErrnoException).code ?? cause),
      hint: "choose another folder with --out",
      cause,
    });
  }
  for (const [name, content] of files) await writeAtomically(join(out, name), content);
}
