import { join } from "node:path";
import { stringify } from "yaml";
import { parseAquariumOptions, writeAquarium } from "../../src/data/aquarium/index.ts";
import { temporaryFolder, writeFiles } from "../support/photos.ts";

/** A config of a network so small that an epoch is over in an instant; dropout and augmentation are in it. */
export const tinyConfig = {
  data: { path: "photos", size: 16 },
  model: [
    { conv2d: { filters: 4, kernel: 3 } },
    "batch-norm",
    "relu",
    { dropout: 0.2 },
    "global-average-pool2d",
    { dense: "classes" },
  ],
  epochs: 4,
  batch: 8,
};

/** A folder with photos/ (two species, 40 pictures of 24 pixels) and tiny.yaml, gone when the test ends. */
export async function tinyFolder(config: object = {}): Promise<string> {
  const folder = temporaryFolder();
  await writeTinyData(folder, config);
  return folder;
}

/** Writes photos/ and tiny.yaml into a folder. */
export async function writeTinyData(folder: string, config: object = {}): Promise<void> {
  const images = { train: 28, validation: 6, test: 6 };
  await writeAquarium(join(folder, "photos"), parseAquariumOptions({ species: 2, size: 24, images }), 0);
  writeFiles(folder, { "tiny.yaml": stringify({ ...tinyConfig, ...config }) });
}
