import { Graph } from "../../graph/graph.ts";
import { Program } from "../../runtime/program.ts";
import { ProgramState } from "../../runtime/state.ts";
import { composeSheet, encode } from "../aquarium/render.ts";
import type { ChannelStatistics } from "../channelStatistics.ts";
import { bytesPerPhoto } from "../pixelStore.ts";
import type { AugmentationChoice } from "./augmentation.ts";
import { AugmentationPlan } from "./plan.ts";

/** A photo of a sheet. */
export interface SheetPhoto {
  /** Its caption, such as its class. */
  readonly name: string;
  readonly label: number;
  /** Planar RGB, 0..255: [3, size, size]. */
  readonly pixels: Uint8Array;
}

/** A column of a sheet: what its photos are changed by. */
export interface SheetColumn {
  readonly title: string;
  /** More lines below the title. */
  readonly details: readonly string[];
  readonly choices: readonly AugmentationChoice[];
  /** A little apart from the column before it. */
  readonly startsGroup?: boolean;
  /**
   * The epoch whose draws are shown; "changed": for each photo the first of some epochs in which it is changed, so that a
   * small chance does not leave a column without an example.
   */
  readonly epoch: number | "changed";
}

export interface SheetOptions {
  /** Side of the photos in pixels. */
  readonly size: number;
  readonly seed: number;
  readonly statistics: ChannelStatistics;
  readonly signal?: AbortSignal | undefined;
}

/** Epochs that are tried for one in which a photo is changed: a chance of 0.1 then fails for one photo in thirty. */
const triedEpochs = 32;
/** Tiles are enlarged by a whole factor to at least this side, so that pixels stay square. */
const leastTile = 112;
const gap = 4;
const lineHeight = 15;
/** Mean width of a letter at the captions' size, in pixels. */
const letterWidth = 6.6;

/**
 * A contact sheet of augmentations: a row for each photo, as it is and as each column changes it. All photos are one batch,
 * so mixing has partners.
 * @returns a PNG file
 * @throws the signal's reason
 */
export async function augmentationSheet(
  photos: readonly SheetPhoto[],
  columns: readonly SheetColumn[],
  options: SheetOptions,
): Promise<Uint8Array> {
  const original = photos.map(({ pixels }) => pixels);
  const pictures = [original];
  for (const column of columns) {
    options.signal?.throwIfAborted();
    pictures.push(await changed(photos, column, options));
  }
  const headings: Heading[] = [{ title: "as it is", details: [] }, ...columns];
  return await drawSheet(
    photos.map(({ name }) => name),
    headings,
    pictures,
    options.size,
  );
}

/** The photos as a column changes them, planar RGB. */
async function changed(
  photos: readonly SheetPhoto[],
  { choices, epoch }: SheetColumn,
  { size, seed, statistics }: SheetOptions,
): Promise<Uint8Array[]> {
  const count = photos.length;
  const plan = new AugmentationPlan(choices, size, statistics);
  const graph = new Graph();
  const shape = [count, 3, size, size];
  const y = plan.build(graph, graph.input("pixels", "uint8", shape));
  const program = await Program.compile(graph, { y }, { threads: 1 });
  const buffers = plan.buffers(count);
  const bytes = bytesPerPhoto(size);
  const data = new Uint8Array(count * bytes);
  photos.forEach(({ pixels }, i) => {
    data.set(pixels, i * bytes);
  });
  const draw = async (at: number): Promise<Uint8Array[]> => {
    const labels = photos.map(({ label }) => label);
    plan.fill(buffers, { seed, epoch: at, photos: photos.map((_, i) => i), labels });
    const { y: result } = await program.run(new ProgramState(), {
      ...buffers,
      pixels: { dtype: "uint8", shape, data },
    });
    const values = result.data as Float32Array;
    return photos.map((_, i) => asBytes(values.subarray(i * bytes, (i + 1) * bytes), statistics));
  };
  try {
    if (epoch !== "changed") return await draw(epoch);
    const shown = await draw(0);
    for (let at = 1; at < triedEpochs; at += 1) {
      const same = photos.flatMap(({ pixels }, i) => (isSame(pixels, shown[i]!) ? [i] : []));
      if (same.length === 0) break;
      const next = await draw(at);
      for (const i of same) shown[i] = next[i]!;
    }
    return shown;
  } finally {
    await program.release();
  }
}

/** Normalised channels back to bytes. */
function asBytes(values: Float32Array, { mean, deviation }: ChannelStatistics): Uint8Array {
  const plane = values.length / 3;
  return Uint8ClampedArray.from(values, (value, i) => {
    const channel = Math.floor(i / plane);
    return 255 * (value * deviation[channel]! + mean[channel]!);
  }) as unknown as Uint8Array;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((value, i) => Math.abs(value - b[i]!) <= 3);
}

type Heading = Pick<SheetColumn, "title" | "details" | "startsGroup">;

async function drawSheet(
  names: readonly string[],
  headings: readonly Heading[],
  pictures: readonly (readonly Uint8Array[])[],
  size: number,
): Promise<Uint8Array> {
  const zoom = Math.max(1, Math.ceil(leastTile / size));
  const tile = size * zoom;
  const letters = Math.floor(tile / letterWidth);
  const lines = headings.map(({ title, details }) => [shortened(title, letters), ...wrapped(details, letters)]);
  const top = gap * 2 + lineHeight * Math.max(...lines.map(({ length }) => length));
  const labelWidth = Math.min(200, Math.ceil(Math.max(...names.map(({ length }) => length)) * letterWidth) + 2 * gap);
  const nameLetters = Math.floor((labelWidth - 2 * gap) / letterWidth);
  const groups = headings.map(({ startsGroup }) => startsGroup === true);
  const left = (column: number): number =>
    labelWidth + gap + column * (tile + gap) + 2 * gap * groups.slice(0, column + 1).filter(Boolean).length;
  const width = left(headings.length);
  const height = top + names.length * (tile + gap);
  const tiles = await Promise.all(
    pictures.flatMap((column, at) =>
      column.map(async (planar, row) => ({
        png: await encode(enlarged(planar, size, zoom), tile, "png"),
        left: left(at),
        top: top + row * (tile + gap),
      })),
    ),
  );
  const text = (x: number, y: number, words: string, more = ""): string =>
    `<text x="${x}" y="${y}"${more}>${escaped(words)}</text>`;
  const captions = [
    ...lines.flatMap((words, column) =>
      words.map((line, i) =>
        text(left(column), gap + lineHeight * (i + 1) - 3, line, i === 0 ? ' font-weight="bold"' : ' fill="#5a6872"'),
      ),
    ),
    ...names.map((name, row) => text(gap, top + row * (tile + gap) + tile / 2 + 4, shortened(name, nameLetters))),
  ];
  const style = `font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="11" fill="#23303a"`;
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g ${style}>${captions.join("")}</g></svg>`;
  return await composeSheet(width, height, tiles, overlay, false);
}

/** Planar [3, size, size] to interleaved [size * zoom, size * zoom, 3]. */
function enlarged(planar: Uint8Array, size: number, zoom: number): Uint8Array {
  const side = size * zoom;
  const out = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const from = Math.floor(y / zoom) * size + Math.floor(x / zoom);
      for (let c = 0; c < 3; c += 1) out[(y * side + x) * 3 + c] = planar[c * size * size + from]!;
    }
  }
  return out;
}

/** Lines of at most so many letters, broken between words. */
function wrapped(paragraphs: readonly string[], letters: number): string[] {
  return paragraphs.flatMap((paragraph) => {
    const lines: string[] = [];
    for (const word of paragraph.split(" ")) {
      const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
      if (lines.length > 0 && longer.length <= letters) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines.map((line) => shortened(line, letters));
  });
}

function shortened(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1))}…`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
