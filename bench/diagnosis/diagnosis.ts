import { existsSync, readFileSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { makeFolder } from "../../src/base/files.ts";
import { parseAquariumOptions, writeAquarium } from "../../src/data/aquarium/index.ts";
import { openRecord } from "../../src/diagnose/importers/openRecord.ts";
import type { Findings } from "../report.ts";
import { examineOnce, trainedRun, validationAccuracy } from "./examineKnown.ts";
import { plants } from "./plants.ts";
import { publishedRules } from "./publishedRules.ts";
import { type Scored, scoreOf, shareText, workingControls, worksShare } from "./score.ts";
import { healthyTrainings, type KnownTraining, type PhotoSet, plantedTrainings } from "./subjects.ts";

export interface DiagnosisOptions {
  readonly seeds: number;
  readonly controls: number;
  readonly threads: number;
  /** Keeps photos, runs and what was measured: stopped, the bench goes on from there. */
  readonly folder: string;
  /** Real photos in class folders; left out where there are none. */
  readonly photos: string;
}

/**
 * Plants each disorder, trains, and asks for a diagnosis that is not told; beside it healthy controls of several nets,
 * optimisers and rates, and what published tools' thresholds say of the same records.
 */
export async function benchDiagnosis(options: DiagnosisOptions, progress: (text: string) => void): Promise<Findings> {
  const { folder, threads, seeds, controls } = options;
  const sets = await photoSets(options);
  const all = [...plantedTrainings(sets, seeds), ...healthyTrainings(sets, controls)];
  const scored: Scored[] = [];
  for (const [i, known] of all.entries()) {
    progress(`${i + 1} of ${all.length}: ${known.id}`);
    scored.push(await scoreTraining(known, folder, threads));
  }
  const reported = scored.filter(({ isForTuning }) => !isForTuning);
  const planted = reported.filter(({ disorder }) => disorder !== null);
  const healthy = reported.filter(({ disorder }) => disorder === null);
  const count = (some: readonly Scored[], is: (one: Scored) => boolean): string =>
    shareText(some.filter(is).length, some.length);
  const ours = [...plants.map(({ disorder }) => disorder), "all planted"].map((disorder) => {
    const own = planted.filter((one) => disorder === "all planted" || one.disorder === disorder);
    return [
      disorder,
      count(own, ({ isRootCauseRight }) => isRootCauseRight),
      count(own, ({ isMechanismRight }) => isMechanismRight),
      count(own, ({ isAbstention }) => isAbstention),
      ...publishedRules.map(({ name }) =>
        count(own, ({ published, disorder: planted }) => published[name]!.includes(planted!)),
      ),
    ];
  });
  const working = workingControls(scored.filter(({ disorder }) => disorder === null));
  const alarms = (name: string, some: readonly Scored[]): string[] => [
    name,
    count(some, ({ verdict }) => verdict === "sick"),
    "",
    count(some, ({ isAbstention }) => isAbstention),
    ...publishedRules.map((rule) => count(some, ({ published }) => published[rule.name]!.length > 0)),
  ];
  const ownAlarms = [
    alarms(
      "controls that work: false alarms",
      healthy.filter(({ id }) => working.has(id)),
    ),
    alarms(
      "controls that do not work: called sick",
      healthy.filter(({ id }) => !working.has(id)),
    ),
  ];
  return {
    id: "diagnosis",
    title: "Diagnosis of planted disorders and of healthy controls",
    notes: [
      `${plants.length} disorders x ${seeds} seeds x ${sets.length} sets of photos (${sets.map(({ name }) => name).join(", ")}), ${controls} healthy controls. Even seeds were for tuning; the table is of the odd ones: ${planted.length} planted, ${healthy.length} controls.`,
      "Shares with their 95 % Wilson intervals. Right: the first finding names one of the plant's right answers (bench/diagnosis/plants.ts), and the verdict is sick.",
      `A control works where its losses stay finite and its validation accuracy is ${worksShare} or more of the median of the controls on the same photos; the others are rates that are too high for their net.`,
      "Published tools: their thresholds on the same records; right where the planted disorder is among what they flag. They have no rule for some.",
    ],
    columns: ["planted", "root cause right", "mechanism right", "abstained", ...publishedRules.map(({ name }) => name)],
    rows: [...ours, ...ownAlarms],
    records: scored.map((one) => ({ type: "bench", what: "diagnosis", ...one })),
  };
}

async function scoreTraining(known: KnownTraining, folder: string, threads: number): Promise<Scored> {
  const { run, config } = await trainedRun(known, folder, threads);
  const diagnosis = await examineOnce(run, config, threads);
  const record = await openRecord(run);
  return {
    ...scoreOf(known, diagnosis),
    accuracy: (await validationAccuracy(run)) ?? null,
    published: Object.fromEntries(publishedRules.map(({ name, flags }) => [name, flags(record)])),
  };
}

/** An aquarium that is painted, and real photos where they are. */
export async function photoSets({ folder, photos }: Pick<DiagnosisOptions, "folder" | "photos">): Promise<PhotoSet[]> {
  const aquarium = join(resolve(folder), "aquarium", "photos");
  const done = join(aquarium, "truth.jsonl");
  if (!existsSync(done) || readFileSync(done, "utf8") === "") {
    const options = parseAquariumOptions({ species: 6, size: 32, images: { train: 240, validation: 120, test: 60 } });
    await writeAquarium(aquarium, options, 0);
  }
  const sets = [{ name: "aquarium", path: aquarium }];
  if (!existsSync(photos)) return sets;
  // Plants write tables beside the photos: a link lets them lie here.
  const link = join(resolve(folder), "real", "photos");
  await makeFolder(join(link, ".."));
  if (!existsSync(link)) await symlink(resolve(photos), link, "dir");
  return [...sets, { name: "fish-photos", path: link }];
}
