import { join } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { composeSheet, encode } from "../data/aquarium/render.ts";
import { decodePhoto, type Limits } from "../data/decode.ts";
import type { CheckResult, Suspect } from "./check.ts";

const tile = 112;
const gap = 8;
const captionHeight = 30;
const titleHeight = 34;
const margin = 14;
const perRow = 8;
/** Characters of a caption's line that fit under one picture. */
const captionLength = 18;
const mostOfCheck = 16;

/** Checks whose suspects are pictures, the most serious first. */
const shown = ["label-errors", "duplicates", "odd", "light", "blur", "sizes"];

export interface SheetOptions {
  /** Folder of the photos' paths. */
  readonly root: string;
  readonly limits: Limits;
  readonly signal?: AbortSignal | undefined;
}

/** One picture, or a photo beside the one that it is like. */
interface Item {
  readonly paths: readonly string[];
  readonly captions: readonly (readonly [string, string])[];
  readonly isConcern: boolean;
}

/**
 * A contact sheet of the worst photos: likely label errors with the given and the likelier label, duplicates side by side,
 * odd, dark and blurred ones. What is of concern has a red edge; the rest are only the most extreme.
 *
 * @returns a PNG file; undefined where no check has anything to show
 * @throws the signal's reason
 */
export async function auditSheet(
  results: readonly CheckResult[],
  { root, limits, signal }: SheetOptions,
): Promise<Uint8Array | undefined> {
  const tiles: { png: Uint8Array; left: number; top: number }[] = [];
  const marks: string[] = [];
  const pictures = new Map<string, Uint8Array | undefined>();
  const pictureOf = async (path: string): Promise<Uint8Array | undefined> => {
    if (!pictures.has(path)) pictures.set(path, await readTile(join(root, path), limits));
    return pictures.get(path);
  };
  let top = margin;
  for (const id of shown) {
    const result = results.find((one) => one.id === id);
    const items = (result?.suspects ?? []).slice(0, mostOfCheck).map(itemOf);
    if (result === undefined || items.length === 0) continue;
    marks.push(heading(result, top));
    top += titleHeight;
    let column = 0;
    for (const item of items) {
      signal?.throwIfAborted();
      if (column > 0 && column + item.paths.length > perRow) {
        column = 0;
        top += tile + captionHeight + gap;
      }
      for (const [i, path] of item.paths.entries()) {
        // The two of a pair stand closer.
        const left = margin + column * (tile + gap) - (i > 0 ? gap - 4 : 0);
        const png = await pictureOf(path);
        if (png !== undefined) tiles.push({ png, left, top });
        marks.push(edge(left, top, item.isConcern), caption(item.captions[i]!, left, top + tile));
        column += 1;
      }
    }
    top += tile + captionHeight + gap;
  }
  if (tiles.length === 0) return undefined;
  const width = 2 * margin + perRow * (tile + gap) - gap;
  const style = `font-family="DejaVu Sans, Helvetica, Arial, sans-serif" fill="#23303a"`;
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}"><g ${style}>${marks.join("")}</g></svg>`;
  return composeSheet(width, top, tiles, overlay);
}

function itemOf(suspect: Suspect): Item {
  const { check, path, otherPath, label, likelyLabel, reason, isConcern } = suspect;
  if (otherPath !== undefined) {
    return {
      paths: [otherPath, path],
      captions: [
        [folderOf(otherPath), fileOf(otherPath)],
        [folderOf(path), fileOf(path)],
      ],
      isConcern,
    };
  }
  const lines: readonly [string, string] =
    check === "label-errors" && likelyLabel !== undefined ? [label, `? ${likelyLabel}`] : [path, cut(reason)];
  return { paths: [path], captions: [lines], isConcern };
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function heading({ title, suspects, summary }: CheckResult, top: number): string {
  const concerning = suspects.filter(({ isConcern }) => isConcern).length;
  const note =
    concerning === 0
      ? `no concern; the most extreme of them`
      : `${concerning} of concern${concerning > mostOfCheck ? `, the first ${mostOfCheck}` : ""}`;
  return (
    `<text x="${margin}" y="${top + 18}" font-size="15" font-weight="bold">${escaped(title)}` +
    `<tspan font-size="12" font-weight="normal" fill="#5b6b75" dx="10">${escaped(shortened(`${note} · ${summary}`, 118))}</tspan></text>`
  );
}

function edge(left: number, top: number, isConcern: boolean): string {
  const colour = isConcern ? "#d1495b" : "#c3ccd1";
  return `<rect x="${left - 1.5}" y="${top - 1.5}" width="${tile + 3}" height="${tile + 3}" fill="none" stroke="${colour}" stroke-width="${isConcern ? 3 : 1}"/>`;
}

function caption([first, second]: readonly [string, string], left: number, top: number): string {
  const line = (text: string, y: number, fill: string): string =>
    `<text x="${left}" y="${y}" font-size="10.5" fill="${fill}">${escaped(shortened(text, captionLength))}</text>`;
  return line(first, top + 14, "#23303a") + line(second, top + 27, "#5b6b75");
}

/** Cut at the end. */
function cut(text: string): string {
  return text.length <= captionLength ? text : `${text.slice(0, captionLength - 1)}…`;
}

/** Cut in the middle, as beginnings and ends of paths tell most. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = most - 1;
  return `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`;
}

/** A picture whole, on grey; undefined where the photo cannot be read any more. */
async function readTile(path: string, limits: Limits): Promise<Uint8Array | undefined> {
  try {
    const { pixels } = await decodePhoto(path, { size: tile, fit: "pad", limits });
    const places = tile * tile;
    const interleaved = Uint8Array.from(
      { length: 3 * places },
      (_, i) => pixels[(i % 3) * places + Math.floor(i / 3)]!,
    );
    return await encode(interleaved, tile, "png");
  } catch (error) {
    if (error instanceof WrasseError) return undefined;
    throw error;
  }
}

function escaped(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
}
