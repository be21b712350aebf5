import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseAquariumOptions, writeAquarium } from "../../src/data/aquarium/index.ts";
import { writeImbalanced } from "../../src/treat/faults/data/imbalanced.ts";
import { examineOnce, trainedRun, validationAccuracy } from "../diagnosis/examineKnown.ts";
import { shareText } from "../diagnosis/score.ts";
import type { Findings } from "../report.ts";
import { configOf } from "./configOf.ts";
import { type FaultyModel, isAnswerable, readFaultyModels } from "./faultyModel.ts";

export interface FaultyModelsOptions {
  /** cases.jsonl */
  readonly cases: string;
  readonly epochs: number;
  readonly seeds: number;
  readonly threads: number;
  /** Keeps photos, runs and what was measured: stopped, the bench goes on from there. */
  readonly folder: string;
}

const species = 10;

/**
 * Trains the faulty classifiers that others published on fish of the same picture size, and asks for a diagnosis that is not
 * told. Right: the first finding's root cause, or its mechanism where the source names one, is among the published answers.
 */
export async function benchFaultyModels(
  options: FaultyModelsOptions,
  progress: (text: string) => void,
): Promise<Findings> {
  const { cases, seeds } = options;
  if (!existsSync(cases))
    throw new RangeError(`no file ${cases}: --cases names the published models, a JSON line each`);
  const models = readFaultyModels(cases);
  const rows: string[][] = [];
  const told = { right: 0, of: 0, alarms: 0, controls: 0 };
  for (const model of models) {
    const answers = [...model.answers.rootCause, ...model.answers.mechanism].join(", ");
    if (!isAnswerable(model)) {
      rows.push([model.id, answers, "not told apart yet", "", ""]);
      continue;
    }
    for (let seed = 0; seed < seeds; seed += 1) {
      progress(`${model.id}, seed ${seed}`);
      const row = await examined(model, seed, options);
      rows.push([model.id, model.control ? "healthy" : answers, row.said, row.accuracy, row.note]);
      if (row.isRight === undefined) break;
      if (model.control) {
        told.controls += 1;
        told.alarms += row.isRight ? 0 : 1;
      } else {
        told.of += 1;
        told.right += row.isRight ? 1 : 0;
      }
    }
  }
  return {
    id: "faulty-models",
    title: "Faulty models that others published",
    notes: [
      `${models.length} models of public bug benchmarks and questions (${cases}), those whose fault is among the disorders told apart trained on fish of the same picture size: ${species} species, 600 training photos, batch 32, ${options.epochs} epochs unless too few epochs are the fault.`,
      `Right: ${shareText(told.right, told.of)}. Healthy ones called sick: ${shareText(told.alarms, told.controls)}. No rule was tuned on them.`,
    ],
    columns: ["model", "published answer", "said here", "validation accuracy", "made otherwise"],
    rows,
    records: rows.map(([id, answer, said, accuracy, note]) => ({
      type: "bench",
      what: "faulty-models",
      ...{ id, answer, said, accuracy, note },
    })),
  };
}

interface Examined {
  readonly said: string;
  /** undefined: no such training can be made. */
  readonly isRight: boolean | undefined;
  readonly accuracy: string;
  readonly note: string;
}

async function examined(
  model: FaultyModel,
  seed: number,
  { folder, epochs, threads }: FaultyModelsOptions,
): Promise<Examined> {
  const photos = await paintedFor(model, folder);
  const made = configOf(model, photos, epochs, seed);
  if (made.config === undefined) return { said: "cannot be made", isRight: undefined, accuracy: "", note: made.why };
  const { config: plain, replaced } = made;
  const isImbalance = model.answers.rootCause.includes("class-frequency-imbalance");
  const table = join(folder, `imbalanced-${seed}.csv`);
  const place = isImbalance ? await writeImbalanced(plain.data, table, seed) : {};
  const config = { ...plain, data: { ...plain.data, ...place } };
  const known = { id: `${model.id}/${seed}`, plant: undefined, isForTuning: false };
  const { run } = await trainedRun({ ...known, config: () => Promise.resolve(config) }, folder, threads);
  const { verdict, findings } = await examineOnce(run, config, threads);
  const [first] = findings;
  const { rootCause, mechanism } = model.answers;
  const isRight = model.control
    ? verdict !== "sick"
    : verdict === "sick" &&
      (rootCause.includes(first?.rootCause ?? "") ||
        (rootCause.length === 0 && mechanism.includes(first?.mechanism ?? "")));
  const names = [first?.rootCause, first?.mechanism].filter((id) => id !== null && id !== undefined);
  const accuracy = await validationAccuracy(run);
  return {
    said: `${isRight ? "right" : "not that"}: ${verdict}${names.length === 0 ? "" : `, ${names.join(", ")}`}`,
    isRight,
    accuracy: accuracy?.toFixed(2) ?? "-",
    note: replaced.join("; "),
  };
}

/** Fish of the model's picture size, painted once for all models of the size. */
async function paintedFor({ input }: FaultyModel, folder: string): Promise<string> {
  const size = input.length === 1 ? Math.sqrt(input[0]!) : input[0]!;
  const photos = join(resolve(folder), `aquarium-${size}`);
  if (!existsSync(join(photos, "truth.jsonl"))) {
    const images = { train: 600, validation: 200, test: 50 };
    await writeAquarium(photos, parseAquariumOptions({ species, size, images }), 0);
  }
  return photos;
}
