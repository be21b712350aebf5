import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { makeFolder, writeAtomically } from "../base/files.ts";
import type { MetadataEncoding } from "../data/metadata/encoding.ts";
import { modelFileOf } from "./classifier.ts";
import { forTransformers, normalisedInput } from "./inputAdapters.ts";
import { describeModel, type ModelDescription } from "./modelFile.ts";
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
 * @param run the folder of a finished run, or an .onnx file that Wrasse wrote
 * @throws WrasseError "model-not-found", "run-not-finished", "export-folder-not-empty", "export-fit-not-known",
 *   "export-with-metadata", "folder-not-writable"
 */
export async function exportModel(run: string, { to, out, input = "raw" }: ExportOptions): Promise<ExportedModel> {
  const path = await modelFileOf(run);
  const bytes = await readFile(path);
  const described = describeModel(bytes, path);
  const { description } = described;
  const files = new Map<string, string | Uint8Array>();
  if (to === "transformers.js") {
    if (description.metadata !== undefined) throw takesMetadata(description.metadata, path);
    files.set("config.json", transformersConfig(description));
    files.set("preprocessor_config.json", transformersPreprocessor(description, path));
    files.set("onnx/model.onnx", forTransformers(described, path));
  } else {
    files.set("model.onnx", input === description.input.scale ? bytes : normalisedInput(described, path));
  }
  await writeAll(out, files);
  return { run: resolve(run), to, out: resolve(out), files: [...files.keys()] };
}

function takesMetadata({ columns }: MetadataEncoding, at: string): WrasseError {
  return new WrasseError("export-with-metadata", {
    at,
    expected: "a model of pictures alone: the image-classification pipeline of transformers.js takes nothing else",
    got: `a model that takes ${columns.map(({ name }) => name).join(", ")} too`,
    hint: "export it --to onnx and feed both inputs, or train a model without data.metadata.columns",
  });
}

async function writeAll(out: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  try {
    await makeFolder(out);
    const held = await readdir(out);
    if (held.length > 0) {
      throw new WrasseError("export-folder-not-empty", {
        at: out,
        expected: "a new or empty folder",
        got: `a folder that holds ${held.slice(0, 3).join(", ")}${held.length > 3 ? ", …" : ""}`,
        hint: "choose another folder with --out",
      });
    }
    if ([...files.keys()].some((name) => name.startsWith("onnx/"))) await makeFolder(join(out, "onnx"));
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
