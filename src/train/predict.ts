import { statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { type FactSources, type GivenFacts, type GivenFactsReport, givenFacts } from "../data/metadata/givenFacts.ts";
import type { SetAside } from "../data/photo.ts";
import { photosBelow } from "../data/photoFiles.ts";
import type { SessionOptions } from "../runtime/session.ts";
import { Classifier } from "./classifier.ts";
import { classifyPhotos } from "./classifyPhotos.ts";
import { familiarity } from "./decision/familiarity.ts";
import {
  type Decision,
  type DecisionThresholds,
  decide,
  ruleAsWished,
  type SureWish,
  thresholdsOf,
} from "./decision/rule.ts";

/** A class with its probability, 0..1. */
export interface ClassProbability {
  readonly name: string;
  readonly probability: number;
}

/** What a model takes one photo for. */
export interface Prediction {
  readonly path: string;
  /** Likeliest first; all of them, or the `top` ones. */
  readonly classes: readonly ClassProbability[];
  /** What to make of the answer; null where the model has no threshold that could tell. */
  readonly decision: Decision | null;
  /** How much the photo looks like those of the training, by the score of the model's rule; null where it has none. */
  readonly familiarity: number | null;
}

export interface Predictions {
  /** In the order of the images. */
  readonly predictions: readonly Prediction[];
  /** Images that could not be read, with their reasons. */
  readonly setAside: readonly SetAside[];
  /** The .onnx file that answered. */
  readonly model: string;
  /** The thresholds that decided; null for a model without any. */
  readonly thresholds: DecisionThresholds | null;
  /** Of a model that takes metadata: how much of them was given. */
  readonly metadata?: GivenFactsReport;
}

export interface PredictOptions extends SessionOptions, SureWish {
  /** How many classes of each photo to give; default: all. */
  readonly top?: number | undefined;
  /** Of a model that takes metadata: a CSV with a column of paths and the model's columns. */
  readonly metadata?: string | undefined;
  /** Of a model that takes metadata: values that hold for all images, by column; they go before the CSV's. */
  readonly values?: FactSources["values"];
  /** Called once for each cause, before the first photo. */
  readonly onWarning?: ((message: string) => void) | undefined;
  /** Called for each photo as soon as it is known. */
  readonly onPrediction?: ((prediction: Prediction) => void) | undefined;
  /** Called for each image that cannot be read. */
  readonly onSetAside?: ((setAside: SetAside) => void) | undefined;
  /** Called when photos are done: images so far, set-aside ones too, of the total. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Says what photos show. Each is decoded as the training decoded its photos. An image that cannot be read is set aside
 * with its reason, and the rest goes on.
 *
 * @param model an .onnx file of Wrasse, or the folder of a finished run
 * @param images files, and folders that are searched at any depth
 * @throws WrasseError "model-not-found", "run-not-finished", "images-not-found", "model-takes-no-metadata", those of the model file and of
 *   `givenFacts`, and those of
 *   `precision` and `threshold`: "precision-and-threshold", "model-without-decisions", "precision-not-shown",
 *   "share-out-of-range"
 * @example const { predictions } = await predict("runs/train/photos", ["fish.jpg"], { top: 3 });
 */
export async function predict(
  model: string,
  images: readonly string[],
  {
    top,
    metadata,
    values,
    onWarning,
    onPrediction,
    onSetAside,
    onProgress,
    signal,
    precision,
    threshold,
    ...session
  }: PredictOptions = {},
): Promise<Predictions> {
  const paths = images.flatMap(filesOf);
  const classifier = await Classifier.open(model, session);
  try {
    const { classes } = classifier;
    const rule = ruleAsWished(classifier.description.decision, { precision, threshold }, classifier.path) ?? null;
    const predictions: Prediction[] = [];
    const setAside: SetAside[] = [];
    const facts = factsFor(classifier, paths, { table: metadata, values });
    for (const message of facts?.warnings ?? []) onWarning?.(message);
    for await (const answer of classifyPhotos(classifier, paths, signal, facts?.featuresOf)) {
      if ("reason" in answer) {
        setAside.push(answer);
        onSetAside?.(answer);
      } else {
        const score = rule?.familiar?.score;
        const familiar = score === undefined ? null : familiarity(answer.logits, classes.length, score)[0]!;
        const prediction = {
          path: answer.path,
          classes: ranked(answer.probabilities, classes, top),
          decision: rule && decide(rule, Math.max(...answer.probabilities), familiar),
          familiarity: familiar,
        };
        predictions.push(prediction);
        onPrediction?.(prediction);
      }
      onProgress?.(predictions.length + setAside.length, paths.length);
    }
    return {
      predictions,
      setAside,
      model: classifier.path,
      thresholds: rule && thresholdsOf(rule),
      ...(facts === undefined ? {} : { metadata: facts.report }),
    };
  } finally {
    await classifier.release();
  }
}

/** What is given of the metadata that the model takes; undefined where it takes none. */
function factsFor(
  { description, path }: Classifier,
  photos: readonly string[],
  sources: FactSources,
): GivenFacts | undefined {
  if (description.metadata !== undefined) return givenFacts(description.metadata, photos, sources);
  if (sources.table === undefined && Object.keys(sources.values ?? {}).length === 0) return undefined;
  throw new WrasseError("model-takes-no-metadata", {
    at: path,
    expected: "photos alone, as the model was trained without metadata",
    got: sources.table ?? Object.keys(sources.values!).join(", "),
    hint: "leave the metadata out, or train a model with data.metadata.columns",
  });
}

/** Classes by falling probability; equal ones in the order of the classes. */
function ranked(probabilities: Float32Array, classes: readonly string[], top: number | undefined): ClassProbability[] {
  const all = classes.map((name, i) => ({ name, probability: probabilities[i]! }));
  return all.sort((a, b) => b.probability - a.probability).slice(0, top);
}

/** The image itself, or all photos below the folder. */
function filesOf(image: string): string[] {
  const found = statSync(image, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return [image];
  const { paths } = photosBelow(image, basename(image));
  if (paths.length === 0) {
    throw new WrasseError("images-not-found", {
      at: image,
      expected: "a folder with photos",
      got: "no photo in it",
      hint: "give the folder that holds the photos, or the photos themselves",
    });
  }
  return paths.map((path) => join(dirname(image), path));
}
