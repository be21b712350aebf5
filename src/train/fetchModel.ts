import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { makeFolder, writeAtomically } from "../base/files.ts";
import { defaultCacheDirectory } from "../data/cacheDirectory.ts";

/** The hub that `hf:` means, unless the environment's HF_ENDPOINT names a mirror. */
const defaultHub = "https://huggingface.co";
/** Where transformers.js expects a model in a repository. */
const defaultFile = "onnx/model.onnx";
/** Larger files are no backbones for this trainer; ONNX itself ends at 2 GiB. */
const mostBytes = 2 ** 30;
/** A hub that sends nothing for this long is given up. */
const silenceMs = 30_000;

/** A file of a repository on the hub. */
export interface HubFile {
  readonly organisation: string;
  readonly name: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
  readonly file: string;
}

export interface FetchOptions {
  /** Where fetched files are kept; default: the system's folder for caches, with "wrasse" below. */
  readonly cacheDirectory?: string | undefined;
  /** Default: HF_ENDPOINT, else https://huggingface.co. */
  readonly hub?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default 1 GiB. */
  readonly mostBytes?: number | undefined;
  /** Told once, before the first byte is fetched. */
  readonly onFetch?: ((url: string) => void) | undefined;
}

/**
 * Takes "hf:ORG/NAME[@REVISION][/FILE]" apart; the revision is main and the file onnx/model.onnx unless given.
 * @throws WrasseError "hub-address-wrong"
 */
export function parseHubAddress(address: string): HubFile {
  const part = "[\\w][\\w.-]*";
  const found = new RegExp(`^hf:(${part})/(${part})(?:@(${part}))?(?:/((?:${part}/)*${part}))?$`).exec(address);
  if (found === null) {
    throw new WrasseError("hub-address-wrong", {
      at: "model.onnx",
      expected: "hf:ORGANISATION/NAME, hf:ORGANISATION/NAME/FILE or hf:ORGANISATION/NAME@REVISION/FILE",
      got: address,
      hint: "copy the name at the top of the model's page, such as hf:onnx-community/mobilenetv2/onnx/model.onnx",
    });
  }
  const [, organisation = "", name = "", revision = "main", file = defaultFile] = found;
  return { organisation, name, revision, file };
}

/**
 * The bytes of a file on the hub: from the cache, where it was fetched before, else from the hub, once.
 *
 * @throws WrasseError "model-not-fetched" when the hub cannot be reached or has no such file; "model-too-large"
 */
export async function fetchFromHub(address: HubFile, options: FetchOptions = {}): Promise<Uint8Array> {
  const { organisation, name, revision, file } = address;
  const kept = join(options.cacheDirectory ?? defaultCacheDirectory(), "models", organisation, name, revision, file);
  const known = await readIfThere(kept);
  if (known !== undefined) return known;
  const hub = (options.hub ?? process.env["HF_ENDPOINT"] ?? defaultHub).replace(/\/+$/, "");
  const url = `${hub}/${organisation}/${name}/resolve/${revision}/${file}`;
  options.onFetch?.(url);
  const bytes = await download(url, options);
  await makeFolder(dirname(kept));
  await writeAtomically(kept, bytes);
  return bytes;
}

/** The SHA-256 of bytes, 64 digits of base 16. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function download(url: string, { signal, mostBytes: most = mostBytes }: FetchOptions): Promise<Uint8Array> {
  const silence = new AbortController();
  const watch = setTimeout(() => silence.abort(), silenceMs);
  const either = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
  try {
    const response = await fetch(url, { signal: either });
    if (!response.ok || response.body === null) throw refused(url, response.status);
    const announced = Number(response.headers.get("content-length") ?? 0);
    if (announced > most) throw tooLarge(url, announced, most);
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of response.body) {
      watch.refresh();
      length += (piece as Uint8Array).length;
      if (length > most) throw tooLarge(url, length, most);
      pieces.push(piece as Uint8Array);
    }
    return Buffer.concat(pieces);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof WrasseError) throw cause;
    throw unreachable(url, cause, silence.signal.aborted);
  } finally {
    clearTimeout(watch);
  }
}

function refused(url: string, status: number): WrasseError {
  return new WrasseError("model-not-fetched", {
    at: url,
    expected: "the model's file",
    got: `HTTP status ${status}`,
    hint:
      status === 404
        ? "check organisation, name and file: give hf:ORGANISATION/NAME/FILE with a file that its page lists"
        : status === 401 || status === 403
          ? "the model is private or must be accepted: download it by hand and give the file's path"
          : "try again later, or download the file by hand and give its path",
  });
}

function unreachable(url: string, cause: unknown, wasSilent: boolean): WrasseError {
  const { message, cause: inner } = cause as Error & { cause?: Error };
  return new WrasseError("model-not-fetched", {
    at: url,
    expected: "a connection to the hub, as the file is not in the cache yet",
    got: wasSilent ? `nothing for ${silenceMs / 1000} seconds` : (inner?.message ?? message),
    hint: "connect to the internet once, set HF_ENDPOINT to a mirror, or download the file and give its path",
    cause,
  });
}

function tooLarge(url: string, length: number, most: number): WrasseError {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
  return new WrasseError("model-too-large", {
    at: url,
    expected: `a file of ${megabytes(most)} or less`,
    got: `${megabytes(length)} or more`,
    hint: "choose a smaller model",
  });
}
