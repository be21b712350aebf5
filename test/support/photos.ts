import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { onTestFinished } from "vitest";
import { draws } from "../../src/base/random.ts";

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "wrasse-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder, making folders on the way. */
export function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** A picture of a few soft blots of colour: two seeds give pictures that nobody takes for one. */
export function blots(seed: number, width = 48, height = 36): Sharp {
  const rng = draws(seed, "blots");
  const pixels = Buffer.alloc(width * height * 3);
  const spots = Array.from({ length: 12 }, () => ({
    x: rng.uniform(0, width),
    y: rng.uniform(0, height),
    radius: rng.uniform(0.08, 0.3) * width,
    colour: [0, 1, 2].map(() => rng.uniform(-200, 200)),
  }));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        let value = 128;
        for (const spot of spots) {
          const distance = ((x - spot.x) ** 2 + (y - spot.y) ** 2) / spot.radius ** 2;
          value += spot.colour[channel]! * Math.exp(-distance);
        }
        pixels[(y * width + x) * 3 + channel] = Math.max(0, Math.min(255, value));
      }
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** A picture of shapes with sharp edges and fine lines, as photos have them: two seeds give pictures that nobody takes for one. */
export function shapes(seed: number, width = 96, height = 96): Sharp {
  const rng = draws(seed, "shapes");
  const colour = (): string => `rgb(${rng.below(200) + 40},${rng.below(200) + 40},${rng.below(200) + 40})`;
  const marks = Array.from({ length: 24 }, () => {
    const [x, y, a, b] = [
      rng.uniform(0, width),
      rng.uniform(0, height),
      rng.uniform(3, width / 4),
      rng.uniform(3, height / 4),
    ];
    const turn = rng.uniform(0, 180);
    return rng.chance(0.5)
      ? `<ellipse cx="${x}" cy="${y}" rx="${a}" ry="${b}" fill="${colour()}"/>`
      : `<rect x="${x}" y="${y}" width="${a}" height="${b}" fill="${colour()}" transform="rotate(${turn} ${x} ${y})"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${colour()}"/>${marks.join("")}</svg>`;
  return sharp(Buffer.from(svg)).removeAlpha();
}

/** The bytes of a JPEG of `blots`. */
export function jpeg(seed: number, width?: number, height?: number): Promise<Buffer> {
  return blots(seed, width, height).jpeg({ quality: 92 }).toBuffer();
}

/** Class folders with JPEGs that all differ. */
export async function writeClassFolders(root: string, counts: Readonly<Record<string, number>>): Promise<void> {
  let seed = 0;
  for (const [name, count] of Object.entries(counts)) {
    for (let i = 0; i < count; i += 1) {
      writeFiles(root, { [`${name}/${String(i).padStart(3, "0")}.jpg`]: await jpeg(seed) });
      seed += 1;
    }
  }
}

/** One chunk of a PNG. */
function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of black and white (one bit a pixel) whose header says these sides, with the compressed rows given. */
export function bilevelPng(width: number, height: number, compressedRows: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", compressedRows),
    pngChunk("IEND", new Uint8Array()),
  ]);
}
