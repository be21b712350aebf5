import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { mean } from "../src/base/averages.ts";
import type { TrainResult } from "../src/train/result.ts";
import { pairedDifference } from "../src/treat/statistics/pairedDifference.ts";
import { command, ensureBuilt } from "../tools/ensureBuilt.ts";
import type { Findings } from "./report.ts";
import { signed } from "./statistics.ts";

export interface RecipesOptions {
  readonly photos: string;
  readonly seeds: number;
  readonly threads: number;
  /** Ids of the recipes to train. */
  readonly recipes: readonly string[];
  /** Where runs stay, so that a bench that was stopped goes on. */
  readonly runs: string;
}

interface Recipe {
  readonly id: string;
  readonly about: string;
  /** What `wrasse train PHOTOS` is given. */
  readonly args: readonly string[];
  /** The recipe whose accuracy this one's is set against, seed by seed. */
  readonly against?: string;
}

const backbone = ["--set", `model.onnx=${join("..", "shared", "models", "mobilenet_v2_0.35_features.onnx")}`];

export const recipes: readonly Recipe[] = [
  { id: "scratch", about: "`wrasse train --model small-cnn`, from scratch", args: ["--model", "small-cnn"] },
  {
    id: "default",
    about: "`wrasse train` as it is: begins with the package's own backbone",
    args: [],
    against: "scratch",
  },
  {
    id: "fish-photos",
    about: "examples/fish-photos.yaml, from scratch",
    args: ["--config", join("examples", "fish-photos.yaml")],
    against: "scratch",
  },
  {
    id: "frozen",
    about: "frozen MobileNetV2 0.35, a head on its features: examples/backbone.yaml",
    args: ["--config", join("examples", "backbone.yaml"), ...backbone],
    against: "scratch",
  },
  {
    id: "last-blocks",
    about: "the same with its last blocks learning: examples/backbone-last-blocks.yaml",
    args: ["--config", join("examples", "backbone-last-blocks.yaml"), ...backbone],
    against: "frozen",
  },
];

/**
 * Whole trainings of several recipes on one folder of photos, the same seeds for each: test accuracy, AUC and time, and
 * what a recipe gains over another, paired by seed. Runs that are finished are not trained again.
 */
export async function benchRecipes(options: RecipesOptions, progress: (text: string) => void): Promise<Findings> {
  if (ensureBuilt() !== 0) throw new Error("the build failed");
  const chosen = recipes.filter(({ id }) => options.recipes.includes(id));
  const results = new Map<string, TrainResult[]>();
  for (const recipe of chosen) {
    const trained: TrainResult[] = [];
    for (let seed = 0; seed < options.seeds; seed += 1) {
      progress(`${recipe.id}, seed ${seed}`);
      trained.push(await trainRecipe(recipe, seed, options));
    }
    results.set(recipe.id, trained);
  }
  const rows = chosen.map(({ id, about, against }) => {
    const trained = results.get(id)!;
    const control = against === undefined ? undefined : results.get(against);
    return [about, accuracies(trained), aucs(trained), seconds(trained), gain(trained, control, against)];
  });
  return {
    id: "recipes",
    title: "Recipes on real fish photos",
    notes: [
      `${options.seeds} trainings of each recipe on ${options.photos}, seeds 0 to ${options.seeds - 1}; the seed decides the split, too. ${options.threads} threads. Test photos are looked at once a training.`,
      "A gain is the mean of paired differences in test accuracy, with its 95 % interval by Student's t over seeds.",
      "Seconds are of the whole training, decoding included, smallest to largest.",
    ],
    columns: ["recipe", "test accuracy, each seed and mean", "macro AUC, mean", "seconds", "gain in accuracy"],
    rows,
    records: chosen.flatMap(({ id }) =>
      results.get(id)!.map(({ seed, test, seconds: taken }) => ({
        type: "bench",
        what: "recipes",
        recipe: id,
        seed,
        accuracy: test?.accuracy,
        auc: test?.macroAuc,
        seconds: taken,
      })),
    ),
  };
}

async function trainRecipe({ id, args }: Recipe, seed: number, { photos, threads, runs }: RecipesOptions) {
  const run = join(runs, `${basename(photos)}-${id}-${seed}`);
  if (!existsSync(join(run, "result.json"))) {
    await mkdir(runs, { recursive: true });
    const begun = existsSync(join(run, "config.yaml"));
    const how = begun ? ["--resume", run] : [photos, ...args, "--seed", String(seed), "--out", run];
    const child = spawn(process.execPath, [command, "train", ...how, "--threads", String(threads), "--json"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`wrasse train ended with ${code}: ${how.join(" ")}`);
  }
  return JSON.parse(readFileSync(join(run, "result.json"), "utf8")) as TrainResult;
}

function accuracies(trained: readonly TrainResult[]): string {
  const each = trained.map(({ test }) => test!.accuracy);
  return `${each.map((accuracy) => accuracy.toFixed(3)).join(", ")}; ${mean(each).toFixed(3)}`;
}

function aucs(trained: readonly TrainResult[]): string {
  return mean(trained.map(({ test }) => test!.macroAuc!)).toFixed(4);
}

function seconds(trained: readonly TrainResult[]): string {
  const each = trained.map((one) => one.seconds);
  return `${Math.min(...each).toFixed(0)} to ${Math.max(...each).toFixed(0)}`;
}

function gain(
  trained: readonly TrainResult[],
  control: readonly TrainResult[] | undefined,
  against: string | undefined,
): string {
  if (control === undefined) return "";
  const of = (results: readonly TrainResult[]): number[] => results.map(({ test }) => test!.accuracy);
  const { mean: difference, interval } = pairedDifference(of(trained), of(control));
  const range = interval === null ? "" : ` (${signed(interval[0])} to ${signed(interval[1])})`;
  return `${signed(difference)}${range} over ${against}`;
}
