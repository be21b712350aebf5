import { WrasseError } from "../base/errors.ts";
import { severalAtOnce } from "../base/severalAtOnce.ts";
import { decodePhoto, limitsSchema, PHOTOS_IN_FLIGHT } from "../data/decode.ts";
import { bytesPerPhoto } from "../data/pixelStore.ts";
import { type Classifier, classifierBatch, type Outputs } from "./classifier.ts";

/** What a classifier says of one photo, or why it could not look at it. */
export type Answer =
  | ({ readonly path: string } & Outputs)
  | { readonly path: string; readonly code: string; readonly reason: string };

/**
 * Puts photos through a classifier, as its training saw them (size, fit). A photo that cannot be decoded gets its reason,
 * and the rest goes on.
 *
 * @param paths files, absolute or relative to the working folder
 * @param factsOf features of the metadata of the photo at a place in `paths`, for a model that takes them; default: missing
 * @returns answers in the order of the paths, a batch at a time, as they become known
 * @throws the signal's reason when it is aborted
 */
export async function* classifyPhotos(
  classifier: Classifier,
  paths: readonly string[],
  signal?: AbortSignal,
  factsOf?: (place: number) => Float32Array,
): AsyncGenerator<Answer, void, undefined> {
  const { size } = classifier.description.input;
  const bytes = bytesPerPhoto(size);
  for (let first = 0; first < paths.length; first += classifierBatch) {
    const some = paths.slice(first, first + classifierBatch);
    const decoded = await decodeAll(some, classifier, signal);
    const readable = decoded.flatMap((one, i) => ("pixels" in one ? [{ ...one, place: first + i }] : []));
    const pixels = new Uint8Array(readable.length * bytes);
    readable.forEach((one, row) => {
      pixels.set(one.pixels, row * bytes);
    });
    const classes = classifier.classes.length;
    const facts = factsOf && joined(readable.map(({ place }) => factsOf(place)));
    const { probabilities, logits } =
      readable.length === 0 ? nothing : await classifier.classify(pixels, readable.length, facts);
    let row = 0;
    for (const one of decoded) {
      if ("pixels" in one) {
        const own = (all: Float32Array): Float32Array => all.subarray(row * classes, (row + 1) * classes);
        yield { path: one.path, probabilities: own(probabilities), logits: own(logits) };
        row += 1;
      } else yield one;
    }
  }
}

const nothing: Outputs = { probabilities: new Float32Array(), logits: new Float32Array() };

/** Rows one after the other. */
function joined(rows: readonly Float32Array[]): Float32Array {
  const width = rows[0]?.length ?? 0;
  const all = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    all.set(row, i * width);
  });
  return all;
}

type Decoded =
  | { readonly path: string; readonly pixels: Uint8Array }
  | { readonly path: string; readonly code: string; readonly reason: string };

async function decodeAll(
  paths: readonly string[],
  { description: { input } }: Classifier,
  signal: AbortSignal | undefined,
): Promise<Decoded[]> {
  const options = { size: input.size, fit: input.fit, limits: limitsSchema.parse(undefined) };
  const decode = async (path: string): Promise<Decoded> => {
    try {
      return { path, pixels: (await decodePhoto(path, options)).pixels };
    } catch (error) {
      if (!(error instanceof WrasseError)) throw error;
      return { path, code: error.code, reason: String(error.details.got) };
    }
  };
  return severalAtOnce(paths, PHOTOS_IN_FLIGHT, decode, signal);
}
