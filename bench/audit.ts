import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AuditResult } from "../src/audit/audit.ts";
import { audit } from "../src/audit/audit.ts";
import { averagePrecision } from "../src/audit/statistics/averagePrecision.ts";
import { makeConfig } from "../src/config/load.ts";
import { type AquariumInput, parseAquariumOptions, writeAquarium } from "../src/data/aquarium/index.ts";
import { DisjointSets } from "../src/data/disjointSets.ts";
import type { Findings } from "./report.ts";

const aquarium: AquariumInput = { species: 6, images: { train: 420, validation: 90, test: 90 } };
const planted: AquariumInput = {
  ...aquarium,
  plant: {
    labelNoise: { share: 0.1, splits: ["train", "validation", "test"] },
    shift: { splits: ["validation"] },
    duplicates: { share: 0.2, splits: ["test"] },
  },
};
const size = 32;
const epochs = 20;

/** What an audit said of one aquarium, beside the truth. */
interface Row {
  readonly kind: "clean" | "planted";
  readonly seed: number;
  readonly concerns: readonly string[];
  readonly copies: number;
  readonly copiesFound: number;
  readonly wrongLabels: number;
  readonly averagePrecision: number | null;
  readonly noise: number;
  readonly noiseInterval: readonly number[];
  readonly shift: number;
  readonly shiftInterval: readonly number[];
  readonly accuracy: number;
  readonly seconds: number;
}

export interface AuditBenchOptions {
  readonly cleanSeeds: number;
  readonly plantedSeeds: number;
  readonly threads: number;
  /** Where aquariums and finished rows are kept; a later run goes on from there. */
  readonly folder: string;
}

/**
 * What `audit` finds on aquariums with label noise of 10 %, a shift and copies, and what it says of clean ones. Each finished
 * aquarium is kept, so that an interrupted measurement goes on.
 */
export async function benchAudit(options: AuditBenchOptions, progress: (text: string) => void): Promise<Findings> {
  mkdirSync(options.folder, { recursive: true });
  const rows: Row[] = [];
  for (const [kind, count] of [
    ["planted", options.plantedSeeds],
    ["clean", options.cleanSeeds],
  ] as const) {
    for (let seed = 0; seed < count; seed += 1) {
      progress(`audit: ${kind} aquarium ${seed + 1} of ${count}`);
      rows.push(await measured(kind, seed, options));
    }
  }
  const clean = rows.filter(({ kind }) => kind === "clean");
  const silent = (prefix: string): number =>
    clean.filter(({ concerns }) => !concerns.some((id) => id.startsWith(prefix))).length;
  const interval = ([low, high]: readonly number[]): string => `${low!.toFixed(2)} to ${high!.toFixed(2)}`;
  return {
    id: "audit",
    title: "Audit of planted and clean aquariums",
    notes: [
      `Each aquarium: 600 pictures of 6 species, 420 train, 90 validation, 90 test; networks of ${size} px, ${epochs} epochs, 3 folds.`,
      "Planted: 10 % wrong labels in every part, validation taken elsewhere, a fifth of the test pictures copies of training pictures, half of those cut, brightened and compressed.",
      "Average precision: of all 600 pictures ranked by the probability that a network which did not see them gives to their label.",
      `Clean aquariums (${clean.length}): no concern about duplicates in ${silent("duplicates")}, label noise in ${silent("label-noise")}, shift in ${silent("shift")}; no concern at all in ${clean.filter(({ concerns }) => concerns.length === 0).length}.`,
    ],
    columns: [
      "aquarium",
      "copies found",
      "label noise, 99 %",
      "average precision",
      "AUC of the shift, 95 %",
      "concerns",
    ],
    rows: rows.map((row) => [
      `${row.kind} ${row.seed}`,
      row.copies === 0 ? "-" : `${row.copiesFound} of ${row.copies}`,
      `${row.noise.toFixed(2)} (${interval(row.noiseInterval)})`,
      row.averagePrecision === null ? "-" : row.averagePrecision.toFixed(2),
      `${row.shift.toFixed(2)} (${interval(row.shiftInterval)})`,
      row.concerns.join(", ") || "none",
    ]),
    records: rows.map((row) => ({ type: "bench", what: "audit", ...row })),
  };
}

async function measured(kind: Row["kind"], seed: number, { folder, threads }: AuditBenchOptions): Promise<Row> {
  const file = join(folder, `${kind}-${seed}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Row;
  const photos = join(folder, `${kind}-${seed}`);
  await writeAquarium(photos, parseAquariumOptions(kind === "clean" ? aquarium : planted), seed);
  const config = makeConfig(undefined, [
    ["data.path", photos],
    ["data.size", size],
    ["epochs", epochs],
  ]);
  const begun = performance.now();
  const result = await audit(config, { threads, cacheDirectory: join(folder, "cache") });
  const row = { kind, seed, ...compared(result, photos), seconds: (performance.now() - begun) / 1000 };
  writeFileSync(file, JSON.stringify(row));
  return row;
}

/** One line of truth.jsonl. */
interface Truth {
  readonly file_name: string;
  readonly split: string;
  readonly index: number;
  readonly species: string;
  readonly label: string;
  readonly duplicateOf: { readonly index: number } | null;
}

function compared(result: AuditResult, photos: string): Omit<Row, "kind" | "seed" | "seconds"> {
  const truth = readFileSync(join(photos, "truth.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Truth);
  const place = new Map(truth.map(({ file_name }, i) => [file_name, i]));
  const trainOf = new Map(truth.filter(({ split }) => split === "train").map((one) => [one.index, one.file_name]));
  const sets = new DisjointSets(truth.length);
  const check = (id: string) => result.checks.find((one) => one.id === id)!;
  for (const { path, otherPath } of check("duplicates").suspects) sets.join(place.get(path)!, place.get(otherPath!)!);
  const copies = truth.filter(({ duplicateOf }) => duplicateOf !== null);
  const found = copies.filter(
    ({ file_name, duplicateOf }) =>
      sets.rootOf(place.get(file_name)!) === sets.rootOf(place.get(trainOf.get(duplicateOf!.index)!)!),
  );
  const wrong = truth.map(({ species, label }) => species !== label);
  const scores = new Float64Array(truth.length);
  for (const { path, selfConfidence } of result.labelRanking) scores[place.get(path)!] = 1 - selfConfidence;
  const quantity = (checkId: string, id: string) => check(checkId).quantities.find((one) => one.id === id)!;
  const noise = quantity("label-errors", "label-noise");
  const shift = quantity("shift", "shift-validation");
  return {
    concerns: result.checks.flatMap(({ concerns }) => concerns.map(({ id }) => id)),
    copies: copies.length,
    copiesFound: found.length,
    wrongLabels: wrong.filter(Boolean).length,
    averagePrecision: averagePrecision(scores, wrong),
    noise: noise.value!,
    noiseInterval: noise.interval!,
    shift: shift.value!,
    shiftInterval: shift.interval!,
    accuracy: quantity("label-errors", "out-of-sample-accuracy").value!,
  };
}
