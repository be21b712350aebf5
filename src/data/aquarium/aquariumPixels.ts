import { severalAtOnce } from "../../base/severalAtOnce.ts";
import { type AquariumOptions, type Split, splitNames } from "./options.ts";
import { paintFish, paintMask } from "./paintFish.ts";
import { generateAquarium, type PlannedPicture } from "./plan.ts";
import { picturesUnderWay } from "./render.ts";

/** Called as pictures are done. */
export type OnProgress = (done: number, total: number) => void;

export interface PaintingOptions {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** A generated data set in memory. */
export interface AquariumPixels {
  /** Alphabetical. */
  readonly classes: readonly string[];
  readonly size: number;
  /** RGB planes, [N, 3, size, size]. */
  readonly pixels: Uint8Array;
  /** [N] the label each picture was given, as an index of `classes`. */
  readonly labels: Uint16Array;
  /** [N] what each fish is, as an index of `classes`; differs from `labels` where noise was planted. */
  readonly trueLabels: Uint16Array;
  /** The pictures of each part, as indices of the first axis. */
  readonly parts: Readonly<Record<Split, Uint32Array>>;
  /** [N] everything drawn for each picture, its metadata among it. */
  readonly pictures: readonly PlannedPicture[];
  /** Where the fish of one picture is, [size, size], 0 nowhere .. 255 the whole pixel. */
  mask(index: number): Promise<Uint8Array>;
}

/**
 * Paints a whole data set into memory: 12 KiB a picture at 64 pixels.
 * @param options as `parseAquariumOptions` gives them
 * @throws the signal's reason when it is aborted
 */
export async function aquariumPixels(
  options: AquariumOptions,
  seed: number,
  { onProgress, signal }: PaintingOptions = {},
): Promise<AquariumPixels> {
  const plan = generateAquarium(options, seed);
  const pictures = [...plan];
  const { size } = options;
  const places = size * size;
  const pixels = new Uint8Array(pictures.length * 3 * places);
  let done = 0;
  await severalAtOnce(
    pictures,
    picturesUnderWay,
    async (picture, index) => {
      toPlanes(await paintFish(picture), pixels, index * 3 * places);
      done += 1;
      onProgress?.(done, pictures.length);
    },
    signal,
  );
  const number = new Map(plan.classes.map((name, i) => [name, i]));
  const indices = pictures.map((_, i) => i);
  return {
    classes: plan.classes,
    size,
    pixels,
    labels: Uint16Array.from(pictures, ({ label }) => number.get(label)!),
    trueLabels: Uint16Array.from(pictures, ({ species }) => number.get(species)!),
    parts: Object.fromEntries(
      splitNames.map((split) => [split, Uint32Array.from(indices.filter((i) => pictures[i]!.split === split))]),
    ) as Record<Split, Uint32Array>,
    pictures,
    mask: async (index) => await paintMask(pictures[index]!),
  };
}

/** Copies [places, 3] into three planes [3, places] at an offset. */
function toPlanes(interleaved: Uint8Array, planes: Uint8Array, offset: number): void {
  const places = interleaved.length / 3;
  for (let i = 0; i < places; i += 1) {
    planes[offset + i] = interleaved[3 * i]!;
    planes[offset + places + i] = interleaved[3 * i + 1]!;
    planes[offset + 2 * places + i] = interleaved[3 * i + 2]!;
  }
}
