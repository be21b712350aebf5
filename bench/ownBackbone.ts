import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { mean } from "../src/base/averages.ts";
import { appendLine } from "../src/base/files.ts";
import { parseJson } from "../src/base/json.ts";
import { pairedDifference } from "../src/treat/statistics/pairedDifference.ts";
import { runTrial, type Trial, type TrialFigures } from "./backbone/trial.ts";
import type { Findings } from "./report.ts";
import { signed } from "./statistics.ts";

export interface OwnBackboneOptions {
  /** The backbone, as tools/pretrain.ts writes it. */
  readonly backbone: string;
  readonly photos: string;
  readonly epochs: number;
  readonly threads: number;
  /** One JSON object a line, added as trainings end; what is in it is not trained again. */
  readonly store: string;
  /** Only these arms and cuts are trained; the table has all of the store. */
  readonly arms: readonly string[];
  readonly cuts: readonly number[];
  /** Trials of settings on other seeds, which look at validation photos only. */
  readonly isTuning: boolean;
}

type Row = Trial & TrialFigures & { readonly file?: string };

const mobilenet = resolve("..", "shared", "models", "mobilenet_v2_0.35_features.onnx");
const comparedSeeds = [0, 1, 2, 3, 4, 5];
const tuningSeeds = [100, 101, 102];
/** Training photos of each species; 0: all. */
export const cuts: readonly number[] = [20, 0];
export const ownBackboneArms = ["scratch", "fine-tuned", "frozen", "frozen-mobilenet"] as const;

interface Arm {
  readonly name: (typeof ownBackboneArms)[number];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly file?: string;
}

const head = ["global-average-pool2d", { dropout: 0.2 }, { dense: "classes" }];

function fineTuned(file: string, learningRate: number, learningRateDecay: number): Arm {
  return {
    name: "fine-tuned",
    file,
    settings: {
      model: { onnx: file, freeze: "none", learningRateDecay, head },
      optimizer: { learningRate },
    },
  };
}

/** Features kept as they are, one dense layer on them, no augmentation. */
function linear(name: Arm["name"], file: string): Arm {
  return {
    name,
    file,
    settings: { model: { onnx: file, freeze: "all" }, augmentation: [], optimizer: { learningRate: 0.01 } },
  };
}

/** Chosen with --tune: see docs/own-backbone.md. */
const chosen = { learningRate: 0.004, learningRateDecay: 1 };

function armsOf(backbone: string): Arm[] {
  return [
    { name: "scratch", settings: {} },
    fineTuned(backbone, chosen.learningRate, chosen.learningRateDecay),
    linear("frozen", backbone),
    linear("frozen-mobilenet", mobilenet),
  ];
}

/**
 * Whether a training that begins with the backbone beats one from scratch: the default recipe on the same photos with the
 * same seeds, on all training photos and on 20 a species.
 */
export async function benchOwnBackbone(
  options: OwnBackboneOptions,
  progress: (text: string) => void,
): Promise<Findings> {
  const backbone = resolve(options.backbone);
  const photos = resolve(options.photos);
  await mkdir(dirname(resolve(options.store)), { recursive: true });
  // Half a line, left by a kill, must not spoil the next one.
  if (existsSync(options.store) && !/(^|\n)$/.test(readFileSync(options.store, "utf8")))
    await appendLine(options.store, "");
  const trials = options.isTuning ? tuningTrials(backbone) : comparedTrials(backbone);
  for (const { arm, perSpecies, seed } of trials) {
    const { settings, name, file } = arm;
    if (!options.arms.includes(name) || !options.cuts.includes(perSpecies)) continue;
    if (file !== undefined && !existsSync(file)) {
      progress(`${name} is left out: there is no ${file}`);
      continue;
    }
    const trial: Trial = { arm: name, settings, photos, perSpecies, epochs: options.epochs, seed };
    const digest = file === undefined ? undefined : digestOf(file);
    if (stored(options.store).some((row) => isSame(row, trial, digest))) continue;
    const figures = await runTrial(trial, { threads: options.threads, isTested: !options.isTuning });
    await appendLine(options.store, JSON.stringify({ ...trial, ...(digest && { file: digest }), ...figures }));
    progress(`${name}, ${perSpecies || "all"}, seed ${seed}: ${JSON.stringify(figures)}`);
  }
  return options.isTuning ? tuningFindings(options, photos) : comparison(options, backbone, photos);
}

interface Planned {
  readonly arm: Arm;
  readonly perSpecies: number;
  readonly seed: number;
}

function comparedTrials(backbone: string): Planned[] {
  return cuts.flatMap((perSpecies) =>
    comparedSeeds.flatMap((seed) => armsOf(backbone).map((arm) => ({ arm, perSpecies, seed }))),
  );
}

function tuningTrials(backbone: string): Planned[] {
  const settings = [
    [0.004, 1],
    [0.002, 1],
    [0.001, 1],
    [0.004, 0.6],
  ] as const;
  return cuts.flatMap((perSpecies) =>
    settings.flatMap(([rate, decay]) =>
      tuningSeeds.map((seed) => ({ arm: fineTuned(backbone, rate, decay), perSpecies, seed })),
    ),
  );
}

function stored(path: string): Row[] {
  if (!existsSync(path)) return [];
  return (
    readFileSync(path, "utf8")
      .split("\n")
      .map((line) => parseJson(line) as Row | undefined)
      // A kill can leave half a line.
      .filter((row) => row !== undefined)
  );
}

const digests = new Map<string, string>();

function digestOf(file: string): string {
  const known = digests.get(file) ?? createHash("sha256").update(readFileSync(file)).digest("hex");
  digests.set(file, known);
  return known;
}

/** The same training, wherever its files lie. */
function isSame(row: Row, trial: Trial, digest: string | undefined): boolean {
  const key = ({ arm, settings, perSpecies, epochs, seed }: Trial): string =>
    JSON.stringify([arm, settings, perSpecies, epochs, seed], (name, value: unknown) =>
      name === "onnx" ? undefined : value,
    );
  return key(row) === key(trial) && row.file === digest;
}

function comparison({ store, epochs }: OwnBackboneOptions, backbone: string, photos: string): Findings {
  const rows: string[][] = [];
  const all = stored(store);
  for (const perSpecies of cuts) {
    const rowsOf = (arm: Arm): Map<number, number> => {
      const digest = arm.file === undefined || !existsSync(arm.file) ? undefined : digestOf(arm.file);
      const found = comparedSeeds.flatMap((seed): [number, number][] => {
        const trial: Trial = { arm: arm.name, settings: arm.settings, photos, perSpecies, epochs, seed };
        const row = all.find((one) => isSame(one, trial, digest) && one.testAccuracy !== null);
        return row === undefined ? [] : [[seed, row.testAccuracy!]];
      });
      return new Map(found);
    };
    const arms = armsOf(backbone);
    const scratch = rowsOf(arms[0]!);
    for (const arm of arms) {
      const own = rowsOf(arm);
      if (own.size === 0) continue;
      const both = [...own.keys()].filter((seed) => scratch.has(seed));
      const [treated, control] = [own, scratch].map((of) => both.map((seed) => of.get(seed)!));
      const said = arm.name === "scratch" || both.length < 2 ? undefined : pairedDifference(treated!, control!);
      rows.push([
        perSpecies === 0 ? "all" : `${perSpecies} a species`,
        arm.name,
        [...own.values()].map((value) => value.toFixed(3)).join(" "),
        mean([...own.values()]).toFixed(3),
        said === undefined ? "" : `${signed(said.mean)} (${said.interval!.map(signed).join(" to ")})`,
        said === undefined ? "" : said.p.toFixed(3),
      ]);
    }
  }
  return {
    id: "own-backbone",
    title: "A backbone of our own",
    columns: ["training photos", "arm", "test accuracy by seed", "mean", "less scratch (95 %)", "p"],
    rows,
    notes: [
      `Test accuracy on fish-photos with seeds ${comparedSeeds.join(", ")}, each with a split of its own; the same photos in all arms of a seed. ${epochs} epochs, the best by validation.`,
      "Differences are paired by seed: Student's t interval, and the exact two-sided sign-flip test (0.031 is its least with 6 pairs).",
      "Cut to 20 photos a species, training photos are drawn by the seed; validation and test photos stay as they are.",
    ],
    records: all,
  };
}

function tuningFindings({ store, epochs }: OwnBackboneOptions, photos: string): Findings {
  const groups = new Map<string, Row[]>();
  for (const row of stored(store)) {
    if (!tuningSeeds.includes(row.seed) || row.epochs !== epochs || row.photos !== photos) continue;
    const { learningRate } = row.settings["optimizer"] as { learningRate: number };
    const { learningRateDecay } = row.settings["model"] as { learningRateDecay: number };
    const key = [row.perSpecies || "all", learningRate, learningRateDecay, row.file?.slice(0, 8)].join("|");
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return {
    id: "own-backbone-settings",
    title: "Settings of the backbone's fine-tuning",
    columns: [
      "photos a species",
      "learning rate",
      "decay by depth",
      "file",
      "seeds",
      "validation accuracy",
      "validation loss",
    ],
    rows: [...groups].map(([key, rows]) => [
      ...key.split("|"),
      String(rows.length),
      mean(rows.map((row) => row.validationAccuracy)).toFixed(3),
      mean(rows.map((row) => row.validationLoss)).toFixed(4),
    ]),
    notes: [`Validation photos of seeds ${tuningSeeds.join(", ")}; no test photo was looked at.`],
    records: [],
  };
}
