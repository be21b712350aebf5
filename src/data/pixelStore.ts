import { closeSync, openSync, readSync } from "node:fs";
import { assert } from "../base/errors.ts";

/** Decoded photos of one size, in memory or on disk. */
export interface PixelStore {
  readonly count: number;
  /** Side of each square photo, in pixels. */
  readonly size: number;
  readonly channels: 3;
  /** Copies the photos with these indices, one after the other, each planar RGB 0..255 [3, size, size], into the target. */
  read(indices: ArrayLike<number>, target: Uint8Array): void;
  /** Gives back the file that it reads, if any; reading ends with it. */
  close(): void;
}

/**
 * @param pixels [rows, 3, size, size]
 * @param rows which row holds each photo; without it, photo i is row i
 */
export function memoryPixels(pixels: Uint8Array, size: number, rows?: Uint32Array): PixelStore {
  const bytes = bytesPerPhoto(size);
  assert(pixels.length % bytes === 0, `${pixels.length} bytes are whole photos of ${size} x ${size}`);
  return {
    count: rows?.length ?? pixels.length / bytes,
    size,
    channels: 3,
    read(indices, target) {
      for (let i = 0; i < indices.length; i += 1) {
        const start = rowOf(rows, indices[i]!) * bytes;
        target.set(pixels.subarray(start, start + bytes), i * bytes);
      }
    },
    close() {},
  };
}

/**
 * @param offset where row 0 starts in the file, in bytes
 * @param rows which row holds each photo
 */
export function filePixels(path: string, offset: number, size: number, rows: Uint32Array): PixelStore {
  const bytes = bytesPerPhoto(size);
  const file = openSync(path, "r");
  let isOpen = true;
  return {
    count: rows.length,
    size,
    channels: 3,
    read(indices, target) {
      for (let i = 0; i < indices.length; i += 1) {
        const read = readSync(file, target, i * bytes, bytes, offset + rowOf(rows, indices[i]!) * bytes);
        assert(read === bytes, `${path} holds row ${indices[i]} whole`);
      }
    },
    close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

export function bytesPerPhoto(size: number): number {
  return 3 * size * size;
}

function rowOf(rows: Uint32Array | undefined, index: number): number {
  if (rows === undefined) return index;
  const row = rows[index];
  assert(row !== undefined, `${index} is one of ${rows.length} photos`);
  return row;
}
