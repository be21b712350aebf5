import { stat } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { severalAtOnce } from "../base/severalAtOnce.ts";
import { blurEffect } from "./blurEffect.ts";
import { type Limits, PHOTOS_IN_FLIGHT } from "./decode.ts";

/** What a photo file is, before it becomes a square for the network. */
export interface PhotoFacts {
  /** As shown upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** "jpeg", "png", ... */
  readonly format: string;
  readonly bytes: number;
  /** Whether its EXIF data ask for a turn or a mirror. */
  readonly isTurned: boolean;
  /** Brightness at shares of the pixels, 0 black .. 1 white. */
  readonly brightness: {
    readonly p1: number;
    readonly p5: number;
    readonly median: number;
    readonly p95: number;
    readonly p99: number;
  };
  /** Standard deviation of the brightness over the pixels, 0..0.5. */
  readonly contrast: number;
  /** 0 sharp .. 1 blurred, at 256 pixels on the longer side at most; null for one brightness all over. */
  readonly blur: number | null;
}

/** A larger photo is looked at in this size, so that its blur is that of the whole and not of single pixels. */
const longestSide = 256;

export interface InspectOptions {
  readonly limits: Limits;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks at photos that can be decoded: size, format, brightness, blur.
 *
 * @param root folder of the paths
 * @returns one for each path; null where the photo cannot be read (any more)
 * @throws the signal's reason
 */
export async function inspectPhotos(
  root: string,
  paths: readonly string[],
  { limits, onProgress, signal }: InspectOptions,
): Promise<(PhotoFacts | null)[]> {
  let done = 0;
  return severalAtOnce(
    paths,
    PHOTOS_IN_FLIGHT,
    async (path) => {
      const facts = await inspectPhoto(join(root, path), limits);
      done += 1;
      onProgress?.(done, paths.length);
      return facts;
    },
    signal,
  );
}

async function inspectPhoto(path: string, limits: Limits): Promise<PhotoFacts | null> {
  try {
    const { size: bytes } = await stat(path);
    const photo = sharp(path, { limitInputPixels: Math.round(limits.megapixels * 1e6), failOn: "warning" });
    const { width, height, format, orientation = 1 } = await photo.metadata();
    const isSideways = orientation >= 5;
    const { data, info } = await photo
      .timeout({ seconds: 60 })
      .autoOrient()
      .toColourspace("srgb")
      .flatten({ background: "white" })
      .resize(longestSide, longestSide, { fit: "inside", withoutEnlargement: true, kernel: "linear" })
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    const brightness = brightnessOf(data, info.channels);
    return {
      width: isSideways ? height : width,
      height: isSideways ? width : height,
      format,
      bytes,
      isTurned: orientation > 1,
      ...spreadOf(brightness),
      blur: blurEffect(brightness, info.width, info.height),
    };
  } catch {
    return null; // It could be decoded a moment ago; the list of photos set aside is made from that.
  }
}

/** Of interleaved pixels; 0..1, by the weights of Rec. 601. */
function brightnessOf(pixels: Uint8Array, channels: number): Float32Array {
  const brightness = new Float32Array(pixels.length / channels);
  for (let i = 0; i < brightness.length; i += 1) {
    const at = i * channels;
    brightness[i] =
      channels < 3
        ? pixels[at]! / 255
        : (0.299 * pixels[at]! + 0.587 * pixels[at + 1]! + 0.114 * pixels[at + 2]!) / 255;
  }
  return brightness;
}

function spreadOf(brightness: Float32Array): Pick<PhotoFacts, "brightness" | "contrast"> {
  const sorted = Float32Array.from(brightness).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length;
  return {
    brightness: { p1: at(0.01), p5: at(0.05), median: at(0.5), p95: at(0.95), p99: at(0.99) },
    contrast: Math.sqrt(variance),
  };
}
