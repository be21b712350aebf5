import { mean } from "../src/base/averages.ts";
import { draws, permutation } from "../src/base/random.ts";
import { type Config, parseConfig } from "../src/config/config.ts";
import { type AquariumPixels, aquariumPixels, parseAquariumOptions } from "../src/data/aquarium/index.ts";
import { metadataColumns } from "../src/data/aquarium/options.ts";
import { type Dataset, datasetFromPixels } from "../src/data/dataset.ts";
import { missingCell } from "../src/data/metadata/cells.ts";
import type { Part } from "../src/data/photo.ts";
import { fit } from "../src/train/fit.ts";
import { likeliest } from "../src/train/metrics/likeliest.ts";
import { planTraining, type TrainingPlan } from "../src/train/plan.ts";
import { Trainer } from "../src/train/trainer.ts";
import type { Given } from "./benchmark.ts";
import type { Findings } from "./report.ts";
import { signed } from "./statistics.ts";

/** Two of the four look alike in every picture: only their facts tell them apart. */
const pair = ["amphiprion-ocellaris", "amphiprion-clarkii"] as const;
const species = 4;
const images = { train: 240, validation: 40, test: 200 };
const size = 24;

export interface MetadataBenchOptions {
  /** Each with an aquarium and a training of its own. */
  readonly seeds: number;
  readonly epochs: number;
  readonly threads: number;
  /** How much facts tell of the species, 0..1; each is measured. */
  readonly strengths: readonly number[];
}

/** @throws RangeError for anything but numbers 0..1 */
export function strengthsIn(given: Given): number[] {
  const words = given.list("strengths") ?? [];
  const numbers = words.map(Number);
  if (numbers.every((number) => number >= 0 && number <= 1)) return numbers;
  throw new RangeError(`--strengths are numbers 0..1 with commas, got ${words.join(",")}`);
}

interface Arm {
  readonly name: string;
  readonly columns: readonly string[];
  readonly dropout: number;
  readonly isPermuted: boolean;
}

const withFacts = { columns: metadataColumns, isPermuted: false };
const arms: readonly Arm[] = [
  { name: "pictures only", columns: [], dropout: 0, isPermuted: false },
  { name: "with metadata, dropout 0", ...withFacts, dropout: 0 },
  { name: "with metadata, dropout 0.1", ...withFacts, dropout: 0.1 },
  { name: "with permuted metadata, dropout 0.1", columns: metadataColumns, dropout: 0.1, isPermuted: true },
];

/** Shares of test pictures that are right, 0..1. */
interface Figures {
  readonly all: number;
  /** Of the two species that look alike. */
  readonly pair: number;
  /** With all facts missing, and with the first column missing. */
  readonly withoutFacts: number;
  readonly withoutFirst: number;
}

/**
 * What facts add to pictures of an aquarium in which two species look alike, over seeds; the same with facts that were dealt
 * out anew among the photos of each part, and what is lost where facts are missing when the model is asked.
 */
export async function benchMetadata(
  options: MetadataBenchOptions,
  progress: (text: string) => void,
): Promise<Findings> {
  const rows: string[][] = [];
  const records: object[] = [];
  for (const strength of options.strengths) {
    const found = new Map<string, Figures[]>(arms.map(({ name }) => [name, []]));
    for (let seed = 0; seed < options.seeds; seed += 1) {
      const painted = await aquariumPixels(aquariumOf(strength), seed);
      for (const arm of arms) {
        progress(`metadata of strength ${strength}, seed ${seed}: ${arm.name}`);
        found.get(arm.name)!.push(await train(painted, arm, seed, options));
      }
    }
    const plain = found.get(arms[0]!.name)!;
    for (const { name } of arms) {
      const own = found.get(name)!;
      const lifts = own.map(({ all }, seed) => all - plain[seed]!.all);
      const meanOf = (key: keyof Figures): number => mean(own.map((figures) => figures[key]));
      rows.push([
        String(strength),
        name,
        meanOf("all").toFixed(3),
        own === plain ? "-" : `${signed(mean(lifts))} (${signed(Math.min(...lifts))} to ${signed(Math.max(...lifts))})`,
        meanOf("pair").toFixed(3),
        own === plain ? "-" : meanOf("withoutFirst").toFixed(3),
        own === plain ? "-" : meanOf("withoutFacts").toFixed(3),
      ]);
      records.push({ type: "bench", what: "metadata", strength, arm: name, seeds: own });
    }
  }
  return {
    id: "metadata",
    title: "Metadata beside the picture",
    notes: [
      `An aquarium of ${species} species, ${images.train} training pictures of ${size} px, ${images.test} test pictures; ${pair.join(" and ")} look alike in every picture. small-cnn of width 8 with 3 blocks, ${options.epochs} epochs, ${options.seeds} seeds, each with its own aquarium.`,
      "Strength 1: the facts (length, weight, catch place, depth, habitat) tell all species apart; 0.6: they help. Permuted: the same facts, dealt out anew among the photos of each part.",
    ],
    columns: [
      "strength",
      "training",
      "test accuracy",
      "lift over pictures only: mean (least to most)",
      "accuracy on the two alike",
      "accuracy, length not given",
      "accuracy, nothing given",
    ],
    rows,
    records,
  };
}

function aquariumOf(strength: number): ReturnType<typeof parseAquariumOptions> {
  const [a, b] = pair;
  return parseAquariumOptions({
    species,
    size,
    images,
    metadata: { strength, missing: 0.05 },
    plant: { ambiguity: { a, b, strength: 1 } },
  });
}

async function train(painted: AquariumPixels, arm: Arm, seed: number, options: MetadataBenchOptions): Promise<Figures> {
  const dataset = datasetOf(painted, arm.isPermuted ? seed : undefined);
  const config: Config = parseConfig({
    data: { path: "aquarium", size, metadata: { columns: arm.columns, dropout: arm.dropout } },
    model: { name: "small-cnn", width: 8, blocks: 3 },
    epochs: options.epochs,
    seed,
  });
  const plan = planTraining(config, dataset);
  const { threads } = options;
  const trainer = await Trainer.create(plan, dataset, { threads });
  try {
    await fit(trainer, { earlyStopping: { ...config.earlyStopping, patience: 0 } });
    const { metadata } = plan;
    const hidden = async (columns: number): Promise<number> =>
      metadata === undefined ? Number.NaN : accuracy(await answersWith(trainer, withHidden(plan, columns), threads));
    const answers = await answersWith(trainer, plan, threads);
    return {
      all: accuracy(answers),
      pair: accuracy(
        answers,
        pair.map((name) => painted.classes.indexOf(name)),
      ),
      withoutFirst: await hidden(1),
      withoutFacts: await hidden(arm.columns.length),
    };
  } finally {
    await trainer.release();
  }
}

/** @param permutation seed by which the facts are dealt out anew among the photos of each part */
function datasetOf({ classes, labels, pixels, parts, pictures }: AquariumPixels, permuted?: number): Dataset {
  const facts = pictures.map(({ metadata }) =>
    Object.fromEntries(metadataColumns.map((column) => [column, String(metadata[column] ?? "")])),
  );
  const metadata = [...facts];
  const splits = new Array<Part>(pictures.length);
  for (const part of ["train", "validation", "test"] as const) {
    const own = parts[part];
    const order = permutation(own.length, draws(permuted ?? 0, `permuted-${part}`));
    own.forEach((photo, i) => {
      splits[photo] = part;
      if (permuted !== undefined) metadata[photo] = facts[own[order[i]!]!]!;
    });
  }
  return datasetFromPixels({ classes, labels, pixels, size, splits, metadata });
}

/** The plan with the first columns missing in all photos. */
function withHidden(plan: TrainingPlan, columns: number): TrainingPlan {
  const { metadata } = plan;
  if (metadata === undefined) return plan;
  const width = metadata.encoding.columns.length;
  const cells = metadata.cells.map((cell, i) => (i % width < columns ? missingCell : cell));
  return { ...plan, metadata: { ...metadata, cells } };
}

interface TestAnswers {
  readonly labels: Uint16Array;
  readonly predicted: readonly number[];
}

async function answersWith(trainer: Trainer, plan: TrainingPlan, threads: number): Promise<TestAnswers> {
  const asked = await Trainer.create(plan, trainer.dataset, { threads });
  try {
    for (const name of asked.state.names) asked.state.write(name, trainer.state.read(name));
    const { classes } = plan.network;
    const { probabilities, labels } = await asked.evaluate(trainer.dataset.parts.test);
    return { labels, predicted: Array.from(labels, (_, row) => likeliest(probabilities, row, classes)) };
  } finally {
    await asked.release();
  }
}

/** @param of the labels to look at; default: all */
function accuracy({ labels, predicted }: TestAnswers, of?: readonly number[]): number {
  const rows = predicted.map((_, row) => row).filter((row) => of === undefined || of.includes(labels[row]!));
  return rows.filter((row) => predicted[row] === labels[row]).length / rows.length;
}
