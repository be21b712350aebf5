import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { WrasseError } from "../base/errors.ts";
import type { Config } from "../config/config.ts";
import { makeConfig, readConfigFile } from "../config/load.ts";
import { prepareDataset } from "../data/dataset.ts";
import { type ColumnGaps, type EncodedRecords, encodeRecords } from "../data/metadata/encodeRecords.ts";
import type { Part, Photo, SetAside } from "../data/photo.ts";
import { openSource } from "../data/source.ts";
import type { SessionOptions } from "../runtime/session.ts";
import { Classifier, type Outputs } from "./classifier.ts";
import { classifyPhotos } from "./classifyPhotos.ts";
import { type DecisionFigures, decisionFigures } from "./decision/figures.ts";
import { type Evaluation, evaluateClassifier } from "./metrics/evaluate.ts";
import { runFolder } from "./runFolder.ts";

export interface EvaluateOptions extends SessionOptions {
  /** Which photos; default: the test part where the photos have one, else all. */
  readonly part?: Part | "all" | undefined;
  /** Where decoded photos of a run are kept; default: the system's folder for caches. */
  readonly cacheDirectory?: string | undefined;
  /** Called once for each cause, before the first photo. */
  readonly onWarning?: ((message: string) => void) | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a model did on a folder of photos. */
export interface ModelEvaluation {
  /** The .onnx file. */
  readonly model: string;
  readonly photos: string;
  readonly part: Part | "all";
  /** Photos among them that the model learnt from: its figures on those say nothing of new photos. */
  readonly learntFrom: number;
  readonly evaluation: Evaluation;
  /** What the model's decisions came to; null for a model without thresholds. */
  readonly decisions: DecisionFigures | null;
  readonly setAside: readonly SetAside[];
  /** Of a model that takes metadata: of how many of these photos each column is not known. */
  readonly metadata?: readonly ColumnGaps[];
}

/**
 * How well a model does on labelled photos: accuracy with its interval, figures by class, calibration.
 *
 * Photos that the model was trained on make it look better than it is. Where the photos are those of the model's own run,
 * the run's parts are known, and only its test photos are taken unless `part` says otherwise. A model that takes metadata gets
 * those of the photos' CSV; what is not there is missing.
 *
 * @param model an .onnx file of Wrasse, or the folder of a finished run
 * @param photos class folders, a folder with train/ val/ test/, or a CSV, as for `train`
 * @throws WrasseError "classes-differ", "part-empty", and those of the model and of the photos
 */
export async function evaluate(
  model: string,
  photos: string,
  { part, cacheDirectory, onWarning, onProgress, signal, ...session }: EvaluateOptions = {},
): Promise<ModelEvaluation> {
  const classifier = await Classifier.open(model, session);
  try {
    const config = await configOfRun(classifier.path, photos);
    const source = openSource(photos, config?.data);
    const labels = labelsIn(classifier, source.classes, photos);
    const partOf = config === undefined ? (photo: Photo) => photo.split : await partsOf(config, cacheDirectory, signal);
    const wanted = part ?? (source.photos.some((photo) => partOf(photo) === "test") ? "test" : "all");
    const chosen = source.photos.filter((photo) => wanted === "all" || partOf(photo) === wanted);
    if (chosen.length === 0) throw partEmpty(photos, wanted, source.photos.length);

    const setAside: SetAside[] = [];
    const rows: Outputs[] = [];
    const truth: number[] = [];
    const paths = chosen.map(({ path }) => join(source.root, path));
    const facts = factsOf(classifier, chosen);
    for (const message of facts?.warnings ?? []) onWarning?.(message);
    let done = 0;
    for await (const answer of classifyPhotos(classifier, paths, signal, facts?.featuresOf)) {
      const photo = chosen[done]!;
      if ("reason" in answer) setAside.push({ ...answer, path: photo.path });
      else {
        rows.push({ probabilities: answer.probabilities.slice(), logits: answer.logits.slice() });
        truth.push(labels[photo.label]!);
      }
      done += 1;
      onProgress?.(done, chosen.length);
    }
    if (truth.length === 0) throw noneReadable(photos, setAside);
    const { classes } = classifier;
    const all = (of: keyof Outputs): Float32Array => {
      const values = new Float32Array(truth.length * classes.length);
      rows.forEach((row, i) => {
        values.set(row[of], i * classes.length);
      });
      return values;
    };
    const probabilities = all("probabilities");
    const { decision } = classifier.description;
    const answers = { probabilities, logits: all("logits"), labels: truth, classCount: classes.length };
    return {
      model: classifier.path,
      photos: resolve(photos),
      part: wanted,
      learntFrom: config === undefined ? 0 : chosen.filter((photo) => partOf(photo) === "train").length,
      evaluation: evaluateClassifier({ probabilities, labels: truth, classes }),
      decisions: decision === undefined ? null : decisionFigures(decision, answers),
      setAside,
      ...(facts === undefined ? {} : { metadata: facts.columns }),
    };
  } finally {
    await classifier.release();
  }
}

/** The config of the run that a model file lies in, if the photos are that run's. */
async function configOfRun(modelPath: string, photos: string): Promise<Config | undefined> {
  const { config: path } = runFolder(dirname(modelPath));
  if (!existsSync(path)) return undefined;
  const config = makeConfig(await readConfigFile(path));
  return resolve(config.data.path) === resolve(photos) ? config : undefined;
}

/** The parts that a run dealt its photos into: they follow from its config, its seed and the photos. */
async function partsOf(
  config: Config,
  cacheDirectory: string | undefined,
  signal: AbortSignal | undefined,
): Promise<(photo: Photo) => Part | undefined> {
  const dataset = await prepareDataset(config.data, config.seed, { cacheDirectory, signal });
  dataset.pixels.close();
  const partOf = new Map<string, Part>();
  for (const part of ["train", "validation", "test"] as const) {
    for (const index of dataset.parts[part]) partOf.set(dataset.photos[index]!.path, part);
  }
  return (photo) => partOf.get(photo.path);
}

/** The photos' metadata as the model takes them; undefined where it takes none. */
function factsOf({ description: { metadata } }: Classifier, photos: readonly Photo[]): EncodedRecords | undefined {
  if (metadata === undefined) return undefined;
  const encoded = encodeRecords(
    metadata,
    photos.map(({ path }) => path),
    photos.map((photo) => photo.metadata),
  );
  const absent = encoded.columns.filter(({ missing }) => missing > 0);
  const isAll = ({ missing }: ColumnGaps): boolean => missing === photos.length;
  const gaps = absent.map(
    (column, i) => `${column.name}${i === 0 ? " is missing" : ""} in ${isAll(column) ? "all" : column.missing}`,
  );
  const hint =
    absent.length === encoded.columns.length && absent.every(isAll) ? "; give a CSV of the photos that has them" : "";
  const warning = `metadata: of ${photos.length} photos ${gaps.join(", ")}${hint}`;
  return { ...encoded, warnings: [...(absent.length > 0 ? [warning] : []), ...encoded.warnings] };
}

/** For each class of the photos, its place among the model's classes. */
function labelsIn({ classes, path }: Classifier, found: readonly string[], photos: string): number[] {
  const strange = found.filter((name) => !classes.includes(name));
  if (strange.length > 0) {
    throw new WrasseError("classes-differ", {
      at: photos,
      expected: `classes that ${path} knows: ${classes.join(", ")}`,
      got: strange.join(", "),
      hint: "name the class folders as the model's classes, or leave these out",
    });
  }
  return found.map((name) => classes.indexOf(name));
}

function partEmpty(photos: string, part: Part | "all", total: number): WrasseError {
  return new WrasseError("part-empty", {
    at: photos,
    expected: `photos of the part ${part}`,
    got: `none among ${total} photos`,
    hint: "choose another part, or all",
  });
}

function noneReadable(photos: string, setAside: readonly SetAside[]): WrasseError {
  return new WrasseError("no-photos", {
    at: photos,
    expected: "a photo that can be read, or more",
    got: `${setAside.length} that cannot, the first: ${setAside[0]!.path}: ${setAside[0]!.reason}`,
    hint: "check these files in a picture viewer",
  });
}
