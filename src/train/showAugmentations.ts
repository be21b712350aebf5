import { join } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { augmentationsOf } from "../config/augmentation.ts";
import type { Config } from "../config/config.ts";
import { augmentationSheet, type SheetColumn, type SheetPhoto } from "../data/augmentations/sheet.ts";
import { channelStatistics } from "../data/channelStatistics.ts";
import { decodePhoto } from "../data/decode.ts";
import type { PhotoSource, SetAside } from "../data/photo.ts";
import { memoryPixels } from "../data/pixelStore.ts";
import { openSource } from "../data/source.ts";

/** The largest number of photos where nothing is said. */
const mostRows = 12;
/** Columns with everything together. */
const togetherDraws = 3;

export interface ShowAugmentationsOptions {
  /** How many photos are shown; default one of each class, 12 at most. */
  readonly rows?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A contact sheet of a config's augmentations. */
export interface ShownAugmentations {
  /** A PNG file. */
  readonly png: Uint8Array;
  readonly columns: readonly string[];
  /** Paths of the photos, as the source names them. */
  readonly photos: readonly string[];
  /** Photos that could not be read, in whose place others are shown. */
  readonly setAside: readonly SetAside[];
}

/**
 * Shows photos of each class before and after the augmentations of a config: each alone, then all together, drawn anew
 * three times. Only the photos that are shown are decoded.
 *
 * @throws WrasseError "no-augmentation", "no-photos", "class-unknown", and those of reading photos; the signal's reason
 */
export async function showAugmentations(
  config: Config,
  { rows, signal }: ShowAugmentationsOptions = {},
): Promise<ShownAugmentations> {
  const { path, size } = config.data;
  const source = openSource(path, config.data);
  const choices = augmentationsOf(config.augmentation, source.classes);
  if (choices.length === 0) {
    throw new WrasseError("no-augmentation", {
      at: "augmentation",
      expected: "one augmentation or more",
      got: "[]",
      hint: "leave the option out for the default list, or name some: --set 'augmentation=[{rotate: 15}]'",
    });
  }
  const named = choices.flatMap(({ classes }) => classes ?? []);
  const { photos, paths, setAside } = await readPhotos(source, config, [...new Set(named)], rows, signal);
  const store = memoryPixels(Uint8Array.from(photos.flatMap(({ pixels }) => Array.from(pixels))), size);
  const alone = config.augmentation.map((entry, i): SheetColumn => {
    const [id, options] = Object.entries(entry)[0]!;
    return { title: id, details: detailsOf(options), choices: [choices[i]!], epoch: "changed", startsGroup: i === 0 };
  });
  const together = Array.from(
    { length: choices.length === 1 ? 0 : togetherDraws },
    (_, draw): SheetColumn => ({
      title: "all together",
      details: [`draw ${draw + 1}`],
      choices,
      epoch: draw,
    }),
  );
  const columns = [...alone, ...together];
  const png = await augmentationSheet(photos, columns, {
    size,
    seed: config.seed,
    statistics: channelStatistics(store, Uint32Array.from(photos.keys())),
    signal,
  });
  return { png, columns: columns.map(({ title }) => title), photos: paths, setAside };
}

/** Photos of all classes in turn, those of named classes first; the first photos by path that can be read. */
async function readPhotos(
  source: PhotoSource,
  { data }: Config,
  named: readonly number[],
  rows: number | undefined,
  signal: AbortSignal | undefined,
): Promise<{ photos: SheetPhoto[]; paths: string[]; setAside: SetAside[] }> {
  const order = [...named, ...[...source.classes.keys()].filter((label) => !named.includes(label))];
  const waiting = order.map((label) =>
    source.photos.filter((photo) => photo.label === label && photo.split !== "test"),
  );
  const wanted = rows ?? Math.min(mostRows, source.classes.length);
  const photos: SheetPhoto[] = [];
  const paths: string[] = [];
  const setAside: SetAside[] = [];
  while (photos.length < wanted && waiting.some((own) => own.length > 0)) {
    for (const own of waiting) {
      if (photos.length === wanted) break;
      signal?.throwIfAborted();
      for (let photo = own.shift(); photo !== undefined; photo = own.shift()) {
        try {
          const { pixels } = await decodePhoto(join(source.root, photo.path), data);
          photos.push({ name: source.classes[photo.label]!, label: photo.label, pixels });
          paths.push(photo.path);
          break;
        } catch (error) {
          if (!(error instanceof WrasseError)) throw error;
          setAside.push({ path: photo.path, code: error.code, reason: String(error.details.got) });
        }
      }
    }
  }
  if (photos.length === 0) {
    throw new WrasseError("no-photos", {
      at: data.path,
      expected: "a photo that can be read",
      got: `${setAside.length} that cannot, the first: ${setAside[0]?.path}: ${setAside[0]?.reason}`,
      hint: "point at the folder that holds the class folders",
    });
  }
  return { photos, paths, setAside };
}

/** Options as a person reads them: "degrees 15", "area 0.5–1", "for perch, cod". */
function detailsOf(options: unknown): string[] {
  const { classes, ...rest } = options as { classes?: readonly string[] } & Record<string, unknown>;
  const figure = (value: unknown): string => {
    if (typeof value === "number") return String(Number(value.toPrecision(3)));
    if (typeof value !== "object" || value === null) return String(value);
    const { from, to } = value as { from?: unknown; to?: unknown };
    return from === undefined ? JSON.stringify(value) : `${figure(from)}–${figure(to)}`;
  };
  const { from, to, ...others } = rest;
  const range = from === undefined ? [] : [figure({ from, to })];
  const figures = Object.entries(others)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => (value === true ? name : `${name} ${figure(value)}`));
  return [[...range, ...figures].join(", "), classes === undefined ? "" : `for ${classes.join(", ")}`].filter(
    (line) => line !== "",
  );
}
