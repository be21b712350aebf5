import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { severalAtOnce } from "../../src/base/severalAtOnce.ts";
import { picturesUnderWay } from "../../src/data/aquarium/render.ts";
import { type ImaginedAquarium, paintPlanes } from "./imaginedFish.ts";

/** Pictures that are painted before they are written: what a kill can lose. */
const chunk = 512;

export interface PaintingProgress {
  readonly onProgress?: (painted: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Paints the first `count` fish into a file, one after the other, planar RGB [3, size, size] each. A file that was begun is gone on
 * with: pictures are functions of their index, so it ends with the same bytes. One process writes; others may read.
 */
export async function paintIntoFile(
  path: string,
  aquarium: ImaginedAquarium,
  bytes: number,
  count: number,
  { onProgress, signal }: PaintingProgress = {},
): Promise<void> {
  let painted = paintedIn(path, bytes);
  const file = await open(path, existsSync(path) ? "r+" : "w+");
  try {
    while (painted < count && signal?.aborted !== true) {
      const some = Math.min(chunk, count - painted);
      const pixels = new Uint8Array(some * bytes);
      const places = Array.from({ length: some }, (_, i) => painted + i);
      await severalAtOnce(places, picturesUnderWay, async (place, i) => {
        pixels.set(await paintPlanes(aquarium.fish(place)), i * bytes);
      });
      await file.write(pixels, 0, pixels.length, painted * bytes);
      painted += some;
      onProgress?.(painted);
    }
  } finally {
    await file.close();
  }
}

/** How many whole pictures a file holds; 0 where there is none. */
export function paintedIn(path: string, bytes: number): number {
  return existsSync(path) ? Math.floor(statSync(path).size / bytes) : 0;
}

/** Reads pictures of a file that may still be growing. */
export class PaintedFile {
  private readonly file: number;

  constructor(
    private readonly path: string,
    private readonly bytes: number,
  ) {
    this.file = openSync(path, "r");
  }

  get count(): number {
    return paintedIn(this.path, this.bytes);
  }

  /** Copies one picture into `target` at `offset`. */
  read(index: number, target: Uint8Array, offset: number): void {
    const read = readSync(this.file, target, offset, this.bytes, index * this.bytes);
    if (read !== this.bytes) throw new Error(`${this.path} holds no whole picture ${index}`);
  }

  close(): void {
    closeSync(this.file);
  }
}
