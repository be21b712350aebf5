import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseConfig } from "../../src/config/config.ts";
import { parseAquariumOptions, writeAquarium } from "../../src/data/aquarium/index.ts";
import { writeImbalanced } from "../../src/treat/faults/data/imbalanced.ts";
import type { Findings } from "../report.ts";
import { examineOnce, trainedRun, validationAccuracy } from "./examineKnown.ts";
import { trainingOf } from "./nets.ts";
import { type Scored, scoreOf, shareText } from "./score.ts";
import type { KnownTraining } from "./subjects.ts";
import { type VariedPhotos, variedControls } from "./variedControls.ts";
import { variedPlants } from "./variedPlants.ts";

export interface VariedOptions {
  readonly threads: number;
  /** Keeps photos, runs and what was measured: stopped, the bench goes on from there. */
  readonly folder: string;
  /** Real photos in class folders; left out where there are none. */
  readonly photos: string;
}

/** The diagnosis of disorders and healthy trainings of other kinds than the rules were tuned on: how well they carry over. */
export async function benchVaried(options: VariedOptions, progress: (text: string) => void): Promise<Findings> {
  const { folder, threads } = options;
  const known = await variedTrainings(options);
  const scored: Omit<Scored, "published">[] = [];
  for (const [i, one] of known.entries()) {
    progress(`${i + 1} of ${known.length}: ${one.id}`);
    const { run, config } = await trainedRun(one, folder, threads);
    const diagnosis = await examineOnce(run, config, threads);
    scored.push({ ...scoreOf(one, diagnosis), accuracy: (await validationAccuracy(run)) ?? null });
  }
  const planted = scored.filter(({ disorder }) => disorder !== null);
  const healthy = scored.filter(({ disorder }) => disorder === null);
  const count = (some: typeof scored, is: (one: Omit<Scored, "published">) => boolean): string =>
    shareText(some.filter(is).length, some.length);
  return {
    id: "diagnosis-varied",
    title: "Diagnosis of other nets, faults and photos than the rules were tuned on",
    notes: [
      `${planted.length} plants of the eleven disorders (bench/diagnosis/variedPlants.ts), one seed each: root cause right ${count(planted, (one) => one.isRootCauseRight)}; mechanism right ${count(planted, (one) => one.isMechanismRight)}; abstained ${count(planted, (one) => one.isAbstention)}.`,
      `${healthy.length} healthy trainings (bench/diagnosis/variedControls.ts): called sick ${count(healthy, ({ verdict }) => verdict === "sick")}.`,
    ],
    columns: ["training", "planted", "verdict", "mechanism", "root cause", "right", "validation accuracy"],
    rows: scored.map((one) => [
      one.id.split("/")[1]!,
      one.disorder ?? "healthy",
      one.verdict,
      one.mechanism ?? "-",
      one.rootCause ?? "-",
      one.isRootCauseRight && one.isMechanismRight ? "yes" : "no",
      one.accuracy?.toFixed(2) ?? "-",
    ]),
    records: scored.map((one) => ({ type: "bench", what: "diagnosis-varied", ...one })),
  };
}

async function variedTrainings({ folder, photos }: VariedOptions): Promise<readonly KnownTraining[]> {
  const paint = async (name: string, seed: number, species: number, images: object): Promise<string> => {
    const path = join(resolve(folder), name, "photos");
    if (existsSync(join(path, "truth.jsonl"))) return path;
    await writeAquarium(path, parseAquariumOptions({ species, size: 48, images }), seed);
    return path;
  };
  const five = await paint("five", 7, 5, { train: 400, validation: 150, test: 50 });
  const six = await paint("six", 21, 6, { train: 360, validation: 150, test: 60 });
  const of: VariedPhotos = {
    six,
    two: await paint("two", 22, 2, { train: 200, validation: 100, test: 40 }),
    many: await paint("many", 23, 14, { train: 700, validation: 280, test: 70 }),
    real: existsSync(photos) ? resolve(photos) : undefined,
    imbalanced: async (ratio, seed) => ({
      size: 32,
      ...(await writeImbalanced({ path: six, columns: {} }, join(folder, `imbalance-${ratio}.csv`), seed, ratio)),
    }),
  };
  const planted = variedPlants.map((plant, i): KnownTraining => {
    const seed = 11 + i;
    return {
      ...{ id: `planted/${plant.name}/${seed}`, plant, isForTuning: false },
      config: () => plant.plant(trainingOf({ ...plant, seed, photos: five }), five, seed),
    };
  });
  const controls = variedControls.map(([name, config], i): KnownTraining => {
    const seed = 40 + i;
    return {
      ...{ id: `control/${name}/${seed}`, plant: undefined, isForTuning: false },
      config: async () => parseConfig({ ...(await config(of)), seed }),
    };
  });
  return [...planted, ...controls];
}
