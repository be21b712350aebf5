import { resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { alignedCopies } from "../data/alignedCopies.ts";
import { decodePhotos } from "../data/cache.ts";
import { channelStatistics } from "../data/channelStatistics.ts";
import { inspectPhotos } from "../data/inspectPhoto.ts";
import { nearDuplicates } from "../data/nearDuplicates.ts";
import type { PixelStore } from "../data/pixelStore.ts";
import { openSource } from "../data/source.ts";
import type { SessionOptions } from "../runtime/session.ts";
import { type BackboneFile, openBackboneFile } from "../train/backboneFile.ts";
import { type CheckResult, runCheck } from "./check.ts";
import { checks } from "./checks/index.ts";
import { labelRanking } from "./checks/labelErrors.ts";
import { crossValidate, type OutOfSample } from "./crossValidate.ts";
import { backboneFeatures } from "./features/backboneFeatures.ts";
import { describePhotos, descriptorWidth } from "./features/descriptor.ts";
import { type Features, principalComponents } from "./features/principalComponents.ts";
import { unitsOf } from "./folds.ts";
import type { AuditSubject } from "./subject.ts";

/** Photos are looked at in this size by every check, whatever size a network would see: thresholds were measured in it. */
export const lookSize = 64;
const mostComponents = 32;
/** With fewer photos of a class, a network cannot learn it without the fold that it is asked about. */
const fewestOfClass = 6;

/** The work that takes time, in its order. */
export type AuditStage =
  | "reading photos"
  | "looking at photos"
  | "comparing photos"
  | "describing photos"
  | "training without each fold";

export interface AuditOptions extends SessionOptions {
  /** Leaves out what needs a training: classes that overlap, label errors. Default false. */
  readonly isQuick?: boolean;
  /** How many networks are trained, each without its share of the photos: 2..10, default 3. */
  readonly folds?: number;
  readonly onProgress?: ((stage: AuditStage, done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where decoded photos are kept between runs; default: the system's folder for caches. */
  readonly cacheDirectory?: string | undefined;
  /** Answers that are known already, in place of a training. */
  readonly answers?: OutOfSample | undefined;
}

/** What an audit found. */
export interface AuditResult {
  /** What was audited, absolute. */
  readonly photos: string;
  /** Absolute folder that the paths below are relative to. */
  readonly root: string;
  readonly count: number;
  readonly classes: readonly string[];
  /** Whether the source itself says which photos are for training, validation and test. */
  readonly givesParts: boolean;
  /** What stands for the looks of a photo. */
  readonly features: string;
  /** How many checks raised a concern. */
  readonly concerns: number;
  readonly checks: readonly CheckResult[];
  /**
   * Every photo that was answered out of sample, the least likely label first; empty without a training. `selfConfidence`
   * is the calibrated probability of the photo's own label, 0..1.
   */
  readonly labelRanking: readonly { readonly path: string; readonly selfConfidence: number }[];
  readonly warnings: readonly string[];
}

/**
 * Audits labelled photos: what there is of each class, what is broken, doubled, dark, blurred or odd, how varied classes are,
 * how far apart the parts are, which classes overlap, which labels look wrong, and what metadata says.
 *
 * Every check gives what it measured; a concern is raised only beyond a threshold that names its source. Nothing is changed.
 *
 * @param config what `train` would take: data says how photos are read, the rest how networks are trained for the answers
 * @throws WrasseError of the photos, the config and the backbone's file; the signal's reason
 */
export async function audit(config: Config, options: AuditOptions = {}): Promise<AuditResult> {
  const { subject, root, warnings } = await prepare(config, options);
  const results = checks.map((check) => runCheck(check, subject));
  return {
    photos: resolve(config.data.path),
    root,
    count: subject.photos.length,
    classes: subject.classes,
    givesParts: subject.parts !== undefined,
    features: subject.featuresFrom,
    concerns: results.reduce((sum, { concerns }) => sum + concerns.length, 0),
    checks: results,
    labelRanking: labelRanking(subject),
    warnings,
  };
}

/** Reads photos and computes all that the checks look at. */
async function prepare(
  { data, ...config }: Config,
  { isQuick = false, folds = 3, onProgress, signal, cacheDirectory, answers: known, ...session }: AuditOptions,
): Promise<{ subject: AuditSubject; root: string; warnings: readonly string[] }> {
  const during =
    (stage: AuditStage) =>
    (done: number, total: number): void =>
      onProgress?.(stage, done, total);
  const file = await openBackboneFile(config.model, data.size, { signal, cacheDirectory });
  const source = openSource(data.path, data);
  const paths = source.photos.map(({ path }) => path);
  const read = (size: number): ReturnType<typeof decodePhotos> =>
    decodePhotos(
      source.root,
      paths,
      { size, fit: data.fit, limits: data.limits },
      { identity: resolve(data.path), directory: cacheDirectory, onProgress: during("reading photos"), signal },
    );
  const looks = await read(lookSize);
  const photos = Array.from(looks.usable, (index) => source.photos[index]!);
  const facts = await inspectPhotos(
    source.root,
    photos.map(({ path }) => path),
    { limits: data.limits, onProgress: during("looking at photos"), signal },
  );
  const duplicates = nearDuplicates(looks.contentHashes, looks.fingerprints);
  const aligned = await alignedCopies(looks.pixels, { onProgress: during("comparing photos"), signal });
  const units = unitsOf(
    photos.map(({ group }) => group),
    [...duplicates, ...aligned.map(({ a, b }) => [a, b])],
  );
  const labels = Uint16Array.from(photos, ({ label }) => label);
  const seen = data.size === lookSize ? looks : await read(data.size);
  const features = await featuresOf(looks.pixels, seen.pixels, file, during("describing photos"), {
    ...session,
    signal,
  });
  const gives = new Set(photos.map(({ split }) => split ?? "train"));
  const counts = source.classes.map((_, label) => labels.filter((own) => own === label).length);
  const answerable = Uint32Array.from(labels.keys()).filter((photo) => counts[labels[photo]!]! >= fewestOfClass);
  const answered = new Set([...answerable].map((photo) => labels[photo]!)).size;
  const canAnswer = answered >= 2;
  const answers =
    known ??
    (isQuick || !canAnswer
      ? undefined
      : await crossValidate(
          {
            classes: source.classes,
            labels,
            pixels: seen.pixels,
            metadata: photos.map((photo) => photo.metadata),
            units,
            photos: answerable,
          },
          { ...config, data },
          { ...session, folds, file, onProgress: during("training without each fold"), signal },
        ));
  looks.pixels.close();
  seen.pixels.close();
  return {
    subject: {
      classes: source.classes,
      photos,
      parts: gives.size > 1 ? photos.map(({ split }) => split ?? "train") : undefined,
      setAside: [...source.setAside, ...looks.setAside],
      ignored: source.ignored,
      size: data.size,
      fit: data.fit,
      facts,
      contentHashes: looks.contentHashes,
      duplicates,
      alignedCopies: aligned,
      units,
      ...features,
      answers,
      noAnswers: canAnswer
        ? "needs a training: leave out --quick"
        : `needs two classes of ${fewestOfClass} photos or more`,
      seed: config.seed,
    },
    root: source.root,
    warnings: looks.warnings,
  };
}

async function featuresOf(
  looks: PixelStore,
  seen: PixelStore,
  file: BackboneFile | undefined,
  onProgress: (done: number, total: number) => void,
  options: SessionOptions & { signal?: AbortSignal | undefined },
): Promise<{ features: Features; featuresFrom: string }> {
  if (looks.count === 0) return { features: { values: new Float64Array(), width: 1 }, featuresFrom: "nothing" };
  if (file === undefined) {
    const values = await describePhotos(looks, onProgress, options.signal);
    return {
      features: principalComponents({ values, width: descriptorWidth }, mostComponents),
      featuresFrom: "colour and edges",
    };
  }
  const all = Uint32Array.from({ length: seen.count }, (_, photo) => photo);
  const statistics = file.statistics ?? channelStatistics(seen, all);
  const found = await backboneFeatures(seen, file.backbone, statistics, { ...options, onProgress });
  return { features: principalComponents(found, mostComponents), featuresFrom: file.backbone.at };
}
