import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { WrasseError } from "../../base/errors.ts";
import { severalAtOnce } from "../../base/severalAtOnce.ts";
import type { PaintingOptions } from "./aquariumPixels.ts";
import { type AquariumOptions, metadataColumns, type Split } from "./options.ts";
import { paintFish, paintMask } from "./paintFish.ts";
import { generateAquarium, type PlannedPicture } from "./plan.ts";
import { encode, encodeMask, picturesUnderWay } from "./render.ts";

export interface WriteOptions extends PaintingOptions {
  /** PNG keeps every pixel as painted; JPEG is smaller and loses a little. Default "png". */
  readonly format?: "png" | "jpeg";
  /** Also write masks/: grey PNGs, white where the fish is. Default false. */
  readonly masks?: boolean;
}

export interface WrittenAquarium {
  readonly directory: string;
  readonly classes: readonly string[];
  readonly counts: Readonly<Record<Split, number>>;
  /** Pictures painted now: 0 where the folder already held this very aquarium. */
  readonly painted: number;
}

const folders: Record<Split, string> = { train: "train", validation: "val", test: "test" };

/**
 * Writes a data set:
 * - `train/`, `val/`, `test/` with a folder for each label,
 * - `metadata.csv` (file_name, label, split, group and the metadata columns; empty where nothing was noted),
 * - `truth.jsonl` (everything drawn for each picture, its true species among it; apart from metadata.csv, so that no
 *   training takes it for a feature),
 * - `aquarium.json` (options and seed, which make the same data set again), and `masks/` if asked for.
 *
 * A folder that holds the same aquarium already is left as it is; one that was interrupted is painted again.
 * @throws WrasseError "folder-not-empty", "cannot-write"; the signal's reason when it is aborted
 */
export async function writeAquarium(
  directory: string,
  options: AquariumOptions,
  seed: number,
  { format = "png", masks = false, onProgress, signal }: WriteOptions = {},
): Promise<WrittenAquarium> {
  const plan = generateAquarium(options, seed);
  const written = { directory, classes: plan.classes, counts: { ...options.images } };
  const recipe = { generator: "wrasse-aquarium", version: 1, seed, format, masks, options };
  if (await isComplete(directory, recipe)) return { ...written, painted: 0 };

  await saved(join(directory, "aquarium.json"), toJson({ ...recipe, complete: false }));
  const pictures = [...plan];
  for (const folder of new Set(pictures.map((picture) => dirname(fileOf(picture, format))))) {
    await saving(join(directory, folder), async (path) => await mkdir(path, { recursive: true }));
    if (masks) await saving(join(directory, "masks", folder), async (path) => await mkdir(path, { recursive: true }));
  }
  let done = 0;
  await severalAtOnce(
    pictures,
    picturesUnderWay,
    async (picture) => {
      const file = fileOf(picture, format);
      await saved(join(directory, file), await encode(await paintFish(picture), options.size, format));
      if (masks) {
        const mask = await encodeMask(await paintMask(picture), options.size);
        await saved(join(directory, "masks", file.replace(/\.\w+$/, ".png")), mask);
      }
      done += 1;
      onProgress?.(done, pictures.length);
    },
    signal,
  );
  await saved(join(directory, "metadata.csv"), metadataCsv(pictures, options, format));
  await saved(
    join(directory, "truth.jsonl"),
    pictures.map((picture) => `${JSON.stringify({ file_name: fileOf(picture, format), ...picture })}\n`).join(""),
  );
  await saved(join(directory, "aquarium.json"), toJson({ ...recipe, complete: true }));
  return { ...written, painted: pictures.length };
}

/** Where a picture is written, relative to the data set: by the label it was given. */
function fileOf({ split, label, index }: PlannedPicture, format: "png" | "jpeg"): string {
  const extension = format === "png" ? "png" : "jpg";
  return `${folders[split]}/${label}/${String(index).padStart(6, "0")}.${extension}`;
}

/** No value holds a comma or a quote: labels and places are ids, the rest are numbers. */
function metadataCsv(pictures: readonly PlannedPicture[], options: AquariumOptions, format: "png" | "jpeg"): string {
  const columns = metadataColumns.filter((column) => options.metadata.columns.includes(column));
  const rows = pictures.map((picture) => {
    const { label, split, group, metadata } = picture;
    return [fileOf(picture, format), label, split, group, ...columns.map((column) => metadata[column] ?? "")].join(",");
  });
  return `${[["file_name", "label", "split", "group", ...columns].join(","), ...rows].join("\n")}\n`;
}

/** Whether the folder holds this aquarium, whole. A folder with other things is refused. */
async function isComplete(directory: string, recipe: object): Promise<boolean> {
  const entries = await saving(directory, async (path) => {
    await mkdir(path, { recursive: true });
    return await readdir(path);
  });
  if (entries.length === 0) return false;
  const found = entries.includes("aquarium.json") ? await readFile(join(directory, "aquarium.json"), "utf8") : "";
  if (found === toJson({ ...recipe, complete: true })) return true;
  if (found === toJson({ ...recipe, complete: false })) return false;
  throw new WrasseError("folder-not-empty", {
    at: directory,
    expected: "an empty folder, or one with this same aquarium",
    got: found === "" ? `${entries.length} other files` : "an aquarium of another seed or other options",
    hint: "choose another folder, or delete this one",
  });
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function saved(path: string, content: Uint8Array | string): Promise<void> {
  await saving(path, async () => await writeFile(path, content));
}

const hints: Record<string, string> = {
  ENOSPC: "free some space, or choose a folder on another disk",
  EACCES: "choose a folder that you may write to",
  EROFS: "choose a folder that you may write to",
  EPERM: "choose a folder that you may write to",
  ENOTDIR: "choose a folder: a file has that name",
  EEXIST: "choose a folder: a file has that name",
};

async function saving<T>(path: string, work: (path: string) => Promise<T>): Promise<T> {
  try {
    return await work(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined) throw cause;
    throw new WrasseError("cannot-write", {
      at: path,
      expected: "a place to write to",
      got: code,
      hint: hints[code] ?? "see what the system says of it",
      cause,
    });
  }
}
