import { createHash } from "node:crypto";
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { FINGERPRINT_BYTES } from "./fingerprint.ts";
import { bytesPerPhoto } from "./pixelStore.ts";

/**
 * A file of decoded photos:
 *   64 bytes: "WRASSEP1", size (u32), rows (u32), bytes of the index (u32), 0 (u32), SHA-256 of the index, zeros
 *   rows x [3, size, size] pixels
 *   rows x [3, 16, 16] fingerprints
 *   the index, JSON
 * The header is written last, so a file without one was cut off. Numbers are little-endian.
 */
const MAGIC = "WRASSEP1";
export const HEADER_BYTES = 64;

/** One row: which photo it holds. A row without an entry (null) was not decoded, or its photo was set aside. */
export interface CacheEntry {
  /** Path, bytes and time of change of the photo; another key is another photo. */
  readonly key: string;
  readonly contentHash: string;
}

export interface CacheIndex {
  readonly entries: readonly (CacheEntry | null)[];
  /** SHA-256 of pixels and fingerprints where they were at hand in one piece, else null. */
  readonly contentSum: string | null;
}

/** An opened cache file whose header, length and index are sound. */
export interface CacheFile extends CacheIndex {
  /** Copies pixels of whole rows. */
  readRows(first: number, count: number, target: Uint8Array): void;
  /** [rows, 3, 16, 16] */
  readFingerprints(): Uint8Array;
  close(): void;
}

/** @returns undefined where there is no file, "damaged" where it is cut off, changed, or of another size of photo */
export function openCacheFile(path: string, size: number): CacheFile | "damaged" | undefined {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return undefined;
  }
  const index = readIndex(file, size);
  if (index === undefined) {
    closeSync(file);
    return "damaged";
  }
  const rowBytes = bytesPerPhoto(size);
  const rows = index.entries.length;
  return {
    ...index,
    readRows: (first, count, target) => {
      readWhole(file, target.subarray(0, count * rowBytes), HEADER_BYTES + first * rowBytes);
    },
    readFingerprints: () => {
      const fingerprints = new Uint8Array(rows * FINGERPRINT_BYTES);
      readWhole(file, fingerprints, HEADER_BYTES + rows * rowBytes);
      return fingerprints;
    },
    close: () => closeSync(file),
  };
}

function readIndex(file: number, size: number): CacheIndex | undefined {
  const header = Buffer.alloc(HEADER_BYTES);
  if (readSync(file, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return undefined;
  if (header.toString("latin1", 0, 8) !== MAGIC || header.readUInt32LE(8) !== size) return undefined;
  const rows = header.readUInt32LE(12);
  const indexBytes = header.readUInt32LE(16);
  const indexStart = HEADER_BYTES + rows * (bytesPerPhoto(size) + FINGERPRINT_BYTES);
  if (fstatSync(file).size !== indexStart + indexBytes) return undefined;
  const text = Buffer.alloc(indexBytes);
  readWhole(file, text, indexStart);
  if (!sha256(text).equals(header.subarray(24, 56))) return undefined;
  const index = JSON.parse(text.toString("utf8")) as CacheIndex;
  return index.entries.length === rows ? index : undefined;
}

/** Writes a cache file beside its final place; nobody sees it before `finish`. */
export class CacheWriter {
  private readonly file: number;
  private readonly partial: string;
  private readonly path: string;
  private readonly size: number;
  private isOpen = true;

  /** @throws the system's error where the folder cannot be written */
  constructor(path: string, size: number) {
    this.path = path;
    this.size = size;
    this.partial = `${path}.${process.pid}.${openedWriters++}.partial`;
    this.file = openSync(this.partial, "wx+");
  }

  writeRow(row: number, pixels: Uint8Array): void {
    writeWhole(this.file, pixels, HEADER_BYTES + row * bytesPerPhoto(this.size));
  }

  /** Writes many rows at once, from row 0. */
  writeRows(pixels: Uint8Array): void {
    writeWhole(this.file, pixels, HEADER_BYTES);
  }

  /** Completes the file, makes sure that it is on the disk, and puts it in its place in one step. */
  finish(index: CacheIndex, fingerprints: Uint8Array): void {
    const text = Buffer.from(JSON.stringify(index));
    const rows = index.entries.length;
    const fingerprintsStart = HEADER_BYTES + rows * bytesPerPhoto(this.size);
    writeWhole(this.file, fingerprints, fingerprintsStart);
    writeWhole(this.file, text, fingerprintsStart + fingerprints.length);
    const header = Buffer.alloc(HEADER_BYTES);
    header.write(MAGIC, 0, "latin1");
    header.writeUInt32LE(this.size, 8);
    header.writeUInt32LE(rows, 12);
    header.writeUInt32LE(text.length, 16);
    sha256(text).copy(header, 24);
    writeWhole(this.file, header, 0);
    fsyncSync(this.file);
    this.close();
    renameSync(this.partial, this.path);
    syncFolder(dirname(this.path));
  }

  /** Leaves nothing behind. */
  discard(): void {
    this.close();
    rmSync(this.partial, { force: true });
  }

  private close(): void {
    if (this.isOpen) closeSync(this.file);
    this.isOpen = false;
  }
}

let openedWriters = 0;

/** SHA-256 of pixels and fingerprints together, hexadecimal. */
export function contentSum(pixels: Uint8Array, fingerprints: Uint8Array): string {
  return createHash("sha256").update(pixels).update(fingerprints).digest("hex");
}

/** Whether pixels and fingerprints are what was written; true where no sum was kept. Reads the file, a few rows at a time. */
export function hasSoundContent(file: CacheFile, size: number): boolean {
  if (file.contentSum === null) return true;
  const rows = file.entries.length;
  const rowsAtATime = 64;
  const buffer = new Uint8Array(rowsAtATime * bytesPerPhoto(size));
  const hash = createHash("sha256");
  for (let first = 0; first < rows; first += rowsAtATime) {
    const count = Math.min(rowsAtATime, rows - first);
    file.readRows(first, count, buffer);
    hash.update(buffer.subarray(0, count * bytesPerPhoto(size)));
  }
  return hash.update(file.readFingerprints()).digest("hex") === file.contentSum;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function readWhole(file: number, target: Uint8Array, position: number): void {
  let done = 0;
  while (done < target.length) {
    const read = readSync(file, target, done, Math.min(target.length - done, 2 ** 28), position + done);
    if (read === 0) throw new Error("the file ended early");
    done += read;
  }
}

function writeWhole(file: number, bytes: Uint8Array, position: number): void {
  let done = 0;
  while (done < bytes.length) {
    done += writeSync(file, bytes, done, Math.min(bytes.length - done, 2 ** 28), position + done);
  }
}

/** After a rename the folder too must reach the disk; systems that cannot open a folder do without. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows: a folder cannot be opened; the rename itself is still one step.
  }
}
