import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { defaultCacheDirectory } from "./cacheDirectory.ts";
import {
  type CacheEntry,
  type CacheFile,
  type CacheIndex,
  CacheWriter,
  contentSum,
  HEADER_BYTES,
  hasSoundContent,
  openCacheFile,
} from "./cacheFile.ts";
import { DECODER_VERSION, type DecodeOptions, decodePhoto, PHOTOS_IN_FLIGHT } from "./decode.ts";
import { FINGERPRINT_BYTES, fingerprint } from "./fingerprint.ts";
import type { SetAside } from "./photo.ts";
import { bytesPerPhoto, filePixels, memoryPixels, type PixelStore } from "./pixelStore.ts";

/** Sets of photos up to this many bytes are held in memory. */
const MEMORY_BYTES = 2 ** 30;

/** A partial file that nobody has written to for this long belongs to a process that is gone. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

export interface CacheOptions {
  /** What tells two sources in one folder apart, such as two CSVs, so that each has a cache file (default: the root). */
  readonly identity?: string | undefined;
  /** Default: `defaultCacheDirectory()`. */
  readonly directory?: string | undefined;
  /** Called as photos are decoded; photos found in the cache count as done from the start. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Stops the work: what was decoded is kept for the next time, and the signal's reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Largest set held in memory, in bytes (default 1 GiB); a larger one is read from the cache file, row by row. */
  readonly memoryBytes?: number | undefined;
}

export interface DecodedPhotos {
  /** Only the photos that could be decoded, in the order of `usable`. */
  readonly pixels: PixelStore;
  /** Indices into the given paths. */
  readonly usable: Uint32Array;
  /** One for each usable photo. */
  readonly contentHashes: readonly string[];
  /** [usable, 3, 16, 16] */
  readonly fingerprints: Uint8Array;
  readonly setAside: readonly SetAside[];
  /** How many photos came from the cache. */
  readonly reused: number;
  readonly warnings: readonly string[];
}

/**
 * Decodes photos once: what was decoded at the same size before, of a photo that has not changed since (bytes and time of
 * change), comes from a file below the cache folder. That file is replaced as a whole, so other processes see the old or
 * the new one. A damaged file is made anew. Where the folder cannot be written, a set that fits into memory goes on with a
 * warning.
 *
 * A photo that cannot be decoded is set aside with its reason, and tried again next time.
 *
 * @param root absolute folder of the paths
 * @param paths relative to the root, with forward slashes; their order is the order of the result
 * @throws WrasseError "cache-not-writable" where the set does not fit into memory; the reason of the signal
 */
export async function decodePhotos(
  root: string,
  paths: readonly string[],
  decode: DecodeOptions,
  options: CacheOptions = {},
): Promise<DecodedPhotos> {
  const warnings: string[] = [];
  const keys = await photoKeys(root, paths);
  options.signal?.throwIfAborted();
  const path = join(
    options.directory ?? defaultCacheDirectory(),
    "photos",
    cacheName(options.identity ?? root, decode),
  );
  const job = { root, paths, keys, decode, path, options, warnings };
  const isSmall = paths.length * bytesPerPhoto(decode.size) <= (options.memoryBytes ?? MEMORY_BYTES);
  return isSmall ? decodeIntoMemory(job) : decodeIntoFile(job);
}

interface Job {
  readonly root: string;
  readonly paths: readonly string[];
  /** What each photo file was when this run began. */
  readonly keys: readonly string[];
  readonly decode: DecodeOptions;
  /** The cache file. */
  readonly path: string;
  readonly options: CacheOptions;
  readonly warnings: string[];
}

async function decodeIntoMemory(job: Job): Promise<DecodedPhotos> {
  const { paths, decode, path, warnings } = job;
  const rowBytes = bytesPerPhoto(decode.size);
  const pixels = new Uint8Array(paths.length * rowBytes);
  const rows = emptyRows(paths.length);
  const old = openOld(job, true);
  try {
    if (old !== undefined) {
      copyOld(job, old, rows, (from, row) =>
        old.readRows(from, 1, pixels.subarray(row * rowBytes, (row + 1) * rowBytes)),
      );
    }
    const reused = rows.entries.filter((entry) => entry !== null).length;
    const setAside = await decodeMissing(job, rows, (row, decoded) => pixels.set(decoded, row * rowBytes));
    if (!isSame(old, rows)) {
      try {
        const writer = openWriter(path, decode.size);
        try {
          writer.writeRows(pixels);
          writer.finish(
            { entries: rows.entries, contentSum: contentSum(pixels, rows.fingerprints) },
            rows.fingerprints,
          );
        } catch (cause) {
          writer.discard();
          throw cause;
        }
      } catch (cause) {
        warnings.push(`decoded photos are not kept for the next run: ${messageOf(cause)}`);
      }
    }
    job.options.signal?.throwIfAborted();
    const usable = usableRows(rows);
    return result(job, rows, usable, memoryPixels(pixels, decode.size, usable), setAside, reused);
  } finally {
    old?.close();
  }
}

async function decodeIntoFile(job: Job): Promise<DecodedPhotos> {
  const { paths, decode, path } = job;
  const rows = emptyRows(paths.length);
  const old = openOld(job, false);
  try {
    if (old !== undefined && isComplete(old, job)) {
      rows.entries = [...old.entries];
      rows.fingerprints = old.readFingerprints();
      const usable = usableRows(rows);
      return result(job, rows, usable, filePixels(path, HEADER_BYTES, decode.size, usable), [], usable.length);
    }
    let reused = 0;
    const setAside: SetAside[] = [];
    try {
      const writer = openWriter(path, decode.size);
      try {
        const row = new Uint8Array(bytesPerPhoto(decode.size));
        if (old !== undefined) {
          copyOld(job, old, rows, (from, to) => {
            old.readRows(from, 1, row);
            writer.writeRow(to, row);
          });
        }
        reused = rows.entries.filter((entry) => entry !== null).length;
        setAside.push(...(await decodeMissing(job, rows, (to, decoded) => writer.writeRow(to, decoded))));
        writer.finish({ entries: rows.entries, contentSum: null }, rows.fingerprints);
      } catch (cause) {
        writer.discard();
        throw cause;
      }
    } catch (cause) {
      throw notWritable(job, cause);
    }
    job.options.signal?.throwIfAborted();
    const usable = usableRows(rows);
    return result(job, rows, usable, filePixels(path, HEADER_BYTES, decode.size, usable), setAside, reused);
  } finally {
    old?.close();
  }
}

interface Rows {
  entries: (CacheEntry | null)[];
  /** [rows, 3, 16, 16] */
  fingerprints: Uint8Array;
}

function emptyRows(count: number): Rows {
  return {
    entries: new Array<CacheEntry | null>(count).fill(null),
    fingerprints: new Uint8Array(count * FINGERPRINT_BYTES),
  };
}

function usableRows(rows: Rows): Uint32Array {
  return Uint32Array.from(rows.entries.keys()).filter((row) => rows.entries[row] !== null);
}

/** @param sumIsChecked whether the pixels too are compared with their sum, which reads the whole file */
function openOld({ path, decode, warnings }: Job, sumIsChecked: boolean): CacheFile | undefined {
  const old = openCacheFile(path, decode.size);
  if (old === undefined) return undefined;
  if (old !== "damaged") {
    if (!sumIsChecked || hasSoundContent(old, decode.size)) return old;
    old.close();
  }
  warnings.push("the kept copies of the photos were damaged, so the photos were decoded again");
  return undefined;
}

/** Takes over the rows of photos that have not changed. */
function copyOld({ keys }: Job, old: CacheFile, rows: Rows, copyRow: (from: number, to: number) => void): void {
  const rowOf = new Map(old.entries.flatMap((entry, row) => (entry === null ? [] : [[entry.key, row] as const])));
  const fingerprints = old.readFingerprints();
  keys.forEach((key, to) => {
    const from = rowOf.get(key);
    if (from === undefined) return;
    copyRow(from, to);
    rows.entries[to] = old.entries[from]!;
    const start = from * FINGERPRINT_BYTES;
    rows.fingerprints.set(fingerprints.subarray(start, start + FINGERPRINT_BYTES), to * FINGERPRINT_BYTES);
  });
}

/** Decodes the rows that have no entry yet, several at a time; ends early, without an error, when the signal says so. */
async function decodeMissing(
  { root, paths, keys, decode, options }: Job,
  rows: Rows,
  keep: (row: number, pixels: Uint8Array) => void,
): Promise<SetAside[]> {
  const missing = Uint32Array.from(rows.entries.keys()).filter((row) => rows.entries[row] === null);
  const refused: { row: number; setAside: SetAside }[] = [];
  let done = paths.length - missing.length;
  options.onProgress?.(done, paths.length);
  const decodeRow = async (row: number): Promise<void> => {
    const path = paths[row]!;
    try {
      const { pixels, contentHash } = await decodePhoto(join(root, path), decode);
      keep(row, pixels);
      rows.fingerprints.set(fingerprint(pixels, decode.size), row * FINGERPRINT_BYTES);
      rows.entries[row] = { key: keys[row]!, contentHash };
    } catch (error) {
      if (!(error instanceof WrasseError)) throw error;
      refused.push({ row, setAside: { path, code: error.code, reason: String(error.details.got) } });
    }
    done += 1;
    options.onProgress?.(done, paths.length);
  };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < missing.length && options.signal?.aborted !== true) {
      const row = missing[next]!;
      next += 1;
      await decodeRow(row);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: PHOTOS_IN_FLIGHT }, worker));
  const failed = ended.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return refused.sort((a, b) => a.row - b.row).map(({ setAside }) => setAside);
}

function isSame(old: CacheIndex | undefined, rows: Rows): boolean {
  if (old === undefined || old.entries.length !== rows.entries.length) return false;
  return old.entries.every((entry, row) => entry?.key === rows.entries[row]?.key);
}

/** Whether the old file has each photo of this job in its row. */
function isComplete(old: CacheIndex, { keys }: Job): boolean {
  return old.entries.length === keys.length && old.entries.every((entry, row) => entry?.key === keys[row]);
}

function result(
  job: Job,
  rows: Rows,
  usable: Uint32Array,
  pixels: PixelStore,
  setAside: readonly SetAside[],
  reused: number,
): DecodedPhotos {
  const fingerprints = new Uint8Array(usable.length * FINGERPRINT_BYTES);
  usable.forEach((row, i) => {
    const start = row * FINGERPRINT_BYTES;
    fingerprints.set(rows.fingerprints.subarray(start, start + FINGERPRINT_BYTES), i * FINGERPRINT_BYTES);
  });
  const contentHashes = Array.from(usable, (row) => rows.entries[row]!.contentHash);
  return { pixels, usable, contentHashes, fingerprints, setAside, reused, warnings: job.warnings };
}

function openWriter(path: string, size: number): CacheWriter {
  mkdirSync(dirname(path), { recursive: true });
  const writer = new CacheWriter(path, size);
  removeAbandoned(path);
  return writer;
}

/** Removes what killed processes left of this cache file: partial files much older than the one just opened. */
function removeAbandoned(path: string): void {
  const folder = dirname(path);
  const partials = readdirSync(folder)
    .filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith(".partial"))
    .map((name) => join(folder, name));
  const times = partials.map(
    (partial) => statSync(partial, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY,
  );
  const newest = Math.max(...times.filter(Number.isFinite));
  partials.forEach((partial, i) => {
    if (times[i]! < newest - ABANDONED_MS) rmSync(partial, { force: true });
  });
}

/** One key a photo: path, bytes and time of change; a photo that is gone gets a key that no cache has. */
async function photoKeys(root: string, paths: readonly string[]): Promise<string[]> {
  const keys: string[] = [];
  for (let start = 0; start < paths.length; start += 64) {
    const some = paths.slice(start, start + 64).map(async (path) => {
      try {
        const { size, mtimeMs } = await stat(join(root, path));
        return `${size}:${mtimeMs}:${path}`;
      } catch {
        return `gone:${path}`;
      }
    });
    keys.push(...(await Promise.all(some)));
  }
  return keys;
}

function cacheName(source: string, { size, fit, limits }: DecodeOptions): string {
  const identity = JSON.stringify([DECODER_VERSION, source, size, fit, limits.megabytes, limits.megapixels]);
  return `${createHash("sha256").update(identity).digest("hex").slice(0, 32)}.pixels`;
}

function notWritable({ path, paths, decode }: Job, cause: unknown): unknown {
  if ((cause as NodeJS.ErrnoException).syscall === undefined) return cause;
  const gibibytes = (paths.length * bytesPerPhoto(decode.size)) / 2 ** 30;
  return new WrasseError("cache-not-writable", {
    at: path,
    expected: `${gibibytes.toFixed(1)} GiB of space for the decoded photos, more than is held in memory`,
    got: messageOf(cause),
    hint: "name another cache folder, or lower data.size",
    cause,
  });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
